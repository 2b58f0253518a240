import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Dashboard, Entity } from '../folder/folder.ts';
import type { JsonObject } from '../folder/json.ts';

/** An object of the folder that was looked for in Grafana. */
export interface Looked {
  readonly kind: string;
  readonly entity: Entity;
  /** Set for a dashboard, which is a file of its own. */
  readonly dashboard?: Dashboard;
  /** The list of a provisioning file that it is in. */
  readonly list?: string;
  /** What Grafana has in its place, in the form of a file; undefined when it has nothing. */
  readonly running?: JsonObject;
  readonly findings: readonly Diagnostic[];
}
