import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Dashboard, Entity } from '../folder/folder.ts';
import type { JsonObject } from '../folder/json.ts';

/** An object of the folder, and the result of looking it up in Grafana. */
export interface Looked {
  readonly kind: string;
  readonly entity: Entity;
  /** Set for a dashboard, which has its own file. */
  readonly dashboard?: Dashboard;
  /** The list in a provisioning file that contains it. */
  readonly list?: string;
  /** The object in Grafana, in the form of a file; undefined if it does not exist. */
  readonly running?: JsonObject;
  readonly findings: readonly Diagnostic[];
}
