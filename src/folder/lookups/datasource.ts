import { isCalled } from '../entities/datasources.ts';
import type { Datasource } from '../folder.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { type KnownObjects, type MissingReference, sayExists } from './known-objects.ts';

/** Uids that every Grafana has, whatever is provisioned. */
const BUILT_IN = new Set(['-- Grafana --', '-- Mixed --', '-- Dashboard --', 'grafana', '__expr__', '-100', 'default']);

/** The source of an org with this uid or, as in old dashboards, with this name. */
export function findDatasource(
  uid: string,
  orgId: number,
  { folder }: Pick<KnownObjects, 'folder'>,
): Datasource | undefined {
  const ofOrg = folder.datasources.filter((source) => source.orgId === orgId);
  return ofOrg.find((source) => source.uid === uid) ?? ofOrg.find((source) => isCalled(source, uid));
}

/** The source whose name is written where Grafana expects a uid; undefined when a source has that uid. */
export function nameInstead(
  reference: string,
  orgId: number,
  { folder, elsewhere }: KnownObjects,
): Datasource | undefined {
  if (BUILT_IN.has(reference) || elsewhere.datasources.has(reference)) return undefined;
  const source = findDatasource(reference, orgId, { folder });
  return source && (source.uid || source.madeUid) !== reference ? source : undefined;
}

/** Whether every Grafana has a source with this uid. */
export function isBuiltIn(uid: string): boolean {
  return BUILT_IN.has(uid);
}

/**
 * The problem with a uid that no source of the org has: an error when the folder provisions sources for the org,
 * because a Grafana that has only this folder lacks it; otherwise a warning.
 */
export function missingDatasource(uid: string, orgId: number, context: KnownObjects): MissingReference | undefined {
  if (uid === '' || BUILT_IN.has(uid) || /\$|\[\[/.test(uid)) return undefined;
  if (context.elsewhere.datasources.has(uid) || findDatasource(uid, orgId, context)) return undefined;
  const ofOrg = context.folder.datasources.filter((source) => source.orgId === orgId);
  const nameless = ofOrg.find(
    (source) => !source.uid && [source.name.toLowerCase(), source.type].includes(uid.toLowerCase()),
  );
  if (nameless)
    return { severity: 'error', hint: `Give the uid "${uid}" to the data source "${nameless.name}", which has none.` };
  const known = ofOrg.flatMap((source) => source.uid ?? []);
  const [ofType, another] = ofOrg.filter((source) => source.type === uid.toLowerCase());
  if (ofType?.uid && !another)
    return { severity: 'error', hint: `Write "${ofType.uid}", the uid of the data source "${ofType.name}".` };
  const exists = sayExists('datasource', uid, context.elsewhere);
  if (known.length === 0)
    return { severity: 'warning', hint: `If it exists in Grafana without this folder, ${exists}.` };
  const [near] = nearest(uid, known);
  return {
    severity: 'error',
    hint:
      near === undefined
        ? `Provisioned are: ${namedUids(ofOrg)}. If it exists in Grafana without this folder, ${exists}.`
        : `Did you mean "${near}"?`,
  };
}

/** The first uids, each with the name of its data source where that is another word. */
function namedUids(sources: readonly Datasource[]): string {
  return sources
    .flatMap(({ uid, name }) => (uid === undefined || uid === '' ? [] : [uid === name ? uid : `${uid} ("${name}")`]))
    .slice(0, 8)
    .join(', ');
}
