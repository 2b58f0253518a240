import type { ProvisioningFolder } from '../folder.ts';
import type { KnownSource } from './source-type.ts';

/** Objects that exist in Grafana without this folder, created by hand or by another folder. */
export interface Elsewhere {
  /** Data sources by uid. */
  readonly datasources: ReadonlyMap<string, KnownSource>;
  /** Names of contact points. */
  readonly receivers: ReadonlySet<string>;
  /** Where the user can declare more of them: a hint must not name an option that the command lacks. */
  readonly naming: 'options' | 'configuration';
}

/** Everything that a reference in a folder can resolve to. */
export interface KnownObjects {
  readonly folder: ProvisioningFolder;
  readonly elsewhere: Elsewhere;
}

/** The problem with a reference to an unknown object. */
export interface MissingReference {
  readonly severity: 'error' | 'warning';
  readonly hint: string;
}

/** The edit for an object that exists without the folder: `declare it with --datasource loki`. */
export function sayExists(kind: 'datasource' | 'receiver', name: string, { naming }: Elsewhere): string {
  if (naming === 'configuration') return `add "${name}" to validate.${kind}s in the configuration`;
  return `declare it with --${kind} ${kind === 'receiver' ? `"${name}"` : name}`;
}
