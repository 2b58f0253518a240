import type { Datasource } from '../folder/folder.ts';
import type { Change, ObjectDiff, Risk } from './change.ts';
import { fromTo, leafChanges } from './leaves.ts';
import { match } from './match.ts';
import { memberChange } from './secrets.ts';
import { lineOf } from './place.ts';

const NAMES: Readonly<Record<string, string>> = { isDefault: 'default source', orgId: 'organisation' };

/** What changed in data sources, matched by uid or else by name. */
export function diffDatasources(before: readonly Datasource[], after: readonly Datasource[]): ObjectDiff[] {
  const { pairs, removed, added } = match(
    before,
    after,
    ({ orgId, uid }) => (uid === undefined ? undefined : `${orgId}/${uid}`),
    ({ orgId, name }) => `${orgId}/${name}`,
  );
  return [
    ...removed.map((source) =>
      object(source, 'removed', [
        { id: 'datasource/removed', text: `removed (${source.type})`, risks: [broken(source)] },
      ]),
    ),
    ...added.map((source) => object(source, 'added', [{ id: 'datasource/added', text: `added (${source.type})` }])),
    ...pairs.flatMap((pair) => {
      const changes = datasourceChanges(pair.before, pair.after);
      return changes.length > 0 ? [object(pair.after, 'changed', changes)] : [];
    }),
  ];
}

function datasourceChanges(before: Datasource, after: Datasource): Change[] {
  // The values as written: a reference is shown, never the value that it stands for.
  return leafChanges(before.written, after.written).map(({ path, name, before: old, after: now }): Change => {
    const text = `${NAMES[path] ?? name}: ${memberChange(path, old, now)}`;
    if (path === 'uid') return { id: 'datasource/uid', text, risks: [broken(before)] };
    if (path === 'type')
      return {
        id: 'datasource/type',
        text,
        risks: [{ id: 'queries-broken', message: `Queries written for ${before.type} are sent to ${after.type}.` }],
      };
    if (path === 'name') return { id: 'datasource/renamed', text: `renamed: ${fromTo(old, now)}` };
    if (path === 'url') return { id: 'datasource/url', text };
    return { id: path.startsWith('secureJsonData') ? 'datasource/secret' : 'datasource/setting', text };
  });
}

function broken(source: Datasource): Risk {
  return {
    id: 'queries-broken',
    message: `Panels and rules that name ${source.uid === undefined ? `"${source.name}"` : `the uid ${source.uid}`} no longer find the data source.`,
  };
}

function object(source: Datasource, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff {
  return {
    kind: 'datasource',
    label: source.label,
    identity: source.uid ?? source.name,
    orgId: source.orgId,
    at: lineOf(source),
    change,
    changes,
  };
}
