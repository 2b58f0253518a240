import type { ProvisioningFolder } from '../folder.ts';
import type { KnownSource } from './source-type.ts';

/** Objects that exist in Grafana without this folder, made by hand or by another one. */
export interface Elsewhere {
  /** Data sources by uid. */
  readonly datasources: ReadonlyMap<string, KnownSource>;
  /** Names of contact points. */
  readonly receivers: ReadonlySet<string>;
  /** Where the user can name more of them: a hint never names an option that the command lacks. */
  readonly naming: 'options' | 'configuration';
}

/** All that a reference of a folder can lead to. */
export interface KnownObjects {
  readonly folder: ProvisioningFolder;
  readonly elsewhere: Elsewhere;
}

/** What is wrong with a reference that leads to nothing known. */
export interface MissingReference {
  readonly severity: 'error' | 'warning';
  readonly hint: string;
}

/** The edit for an object that exists without the folder: `say so with --datasource loki`. */
export function sayExists(kind: 'datasource' | 'receiver', name: string, { naming }: Elsewhere): string {
  if (naming === 'configuration') return `add "${name}" to validate.${kind}s in the configuration`;
  return `say so with --${kind} ${kind === 'receiver' ? `"${name}"` : name}`;
}
