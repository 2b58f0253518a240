import type { Dashboard, Datasource, DatasourceRef } from '../folder.ts';
import { textOf } from '../json.ts';

/** What is known of a source beside its uid. */
export interface KnownSource {
  /** Its plugin, such as `prometheus`. */
  readonly type?: string;
  /** What answers in place of the product that its type is named after. */
  readonly flavour?: 'VictoriaMetrics';
}

/** What a reference to a data source leads to. */
export interface AskedSource extends KnownSource {
  /** Of the source, or its name; undefined where the org's default is asked and nothing here provisions it. */
  readonly uid: string | undefined;
}

/** Finds what a reference leads to in an org; without a uid and a type that is the org's default source. */
export type FindSource = (
  ref: DatasourceRef | undefined,
  orgId: number,
  variables?: Dashboard['variables'],
) => AskedSource;

/**
 * The type of a source by the folder's source with its uid or name, by what is known of sources elsewhere, by the
 * reference itself, or by a uid that is the name of a type, such as `prometheus`.
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

/** The type of the sources that the variable of a reference offers. */
function offeredType(uid: string | undefined, variables: Dashboard['variables']): string | undefined {
  const name = variableNamed(uid ?? '');
  return name === undefined
    ? undefined
    : textOf(variables.find((variable) => variable.name === name && variable.type === 'datasource')?.json['query']);
}

/** The variable that a reference is, in any of the forms that Grafana replaces: `$ds`, `${ds}`, `[[ds]]`. */
export function variableNamed(reference: string): string | undefined {
  const found = /^(?:\$\{(\w+)(?::\w+)?\}|\$(\w+)|\[\[(\w+)(?::\w+)?\]\])$/.exec(reference);
  return found?.slice(1).find((name) => name !== undefined);
}
