import type { Dashboard, Datasource, DatasourceRef } from '../folder.ts';
import { textOf } from '../json.ts';

/** What is known about a source besides its uid. */
export interface KnownSource {
  /** Its plugin, such as `prometheus`. */
  readonly type?: string;
  /** The server behind it, when it is not the product that its type is named after. */
  readonly flavour?: 'VictoriaMetrics';
}

/** The data source that a reference resolves to. */
export interface AskedSource extends KnownSource {
  /** Uid or name of the source; undefined for the org's default source when this folder does not provision it. */
  readonly uid: string | undefined;
}

/** Resolves a reference in an org; one without uid and type means the org's default source. */
export type FindSource = (
  ref: DatasourceRef | undefined,
  orgId: number,
  variables?: Dashboard['variables'],
) => AskedSource;

/**
 * Finds the type of a source from, in this order: the folder's source with that uid or name, the sources known
 * elsewhere, the reference itself, its data source variable, or a uid that is itself the name of a type, such as
 * `prometheus`.
 */
export function sourceFinder(
  datasources: readonly Datasource[],
  elsewhere: ReadonlyMap<string, KnownSource>,
): FindSource {
  const byName = new Map<string, Datasource>();
  for (const source of datasources)
    for (const name of [source.name, source.uid || source.madeUid]) byName.set(`${source.orgId} ${name}`, source);
  const anyOrg = new Map(datasources.flatMap((one) => [one.name, one.uid || one.madeUid].map((name) => [name, one])));
  const defaults = new Map(
    datasources.filter(({ json }) => json['isDefault'] === true).map((source) => [source.orgId, source]),
  );
  return (ref, orgId, variables = []) => {
    const uid = ref?.uid || undefined;
    if ((uid === undefined && !ref?.type) || uid === 'default') {
      const source = defaults.get(orgId);
      return source
        ? { uid: source.uid || source.name, type: source.type, ...elsewhere.get(source.uid ?? '') }
        : { uid: undefined };
    }
    const source = byName.get(`${orgId} ${uid}`) ?? anyOrg.get(uid ?? '');
    const known = elsewhere.get(uid ?? '') ?? {};
    const type = source?.type ?? known.type ?? ref?.type ?? offeredType(uid, variables) ?? uid;
    return { uid, ...known, ...(type === undefined ? {} : { type }) };
  };
}

/** The type of the sources that a reference's data source variable offers. */
function offeredType(uid: string | undefined, variables: Dashboard['variables']): string | undefined {
  const name = variableNamed(uid ?? '');
  return name === undefined
    ? undefined
    : textOf(variables.find((variable) => variable.name === name && variable.type === 'datasource')?.json['query']);
}

/**
 * The name of the variable that a reference consists of, in any form that Grafana replaces: `$ds`, `${ds}`, `[[ds]]`.
 */
export function variableNamed(reference: string): string | undefined {
  const found = /^(?:\$\{(\w+)(?::\w+)?\}|\$(\w+)|\[\[(\w+)(?::\w+)?\]\])$/.exec(reference);
  return found?.slice(1).find((name) => name !== undefined);
}
