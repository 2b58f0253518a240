import type { Annotation, Dashboard, Panel, ProvisioningFolder, Variable } from '../folder/folder.ts';
import { objectOf } from '../folder/json.ts';
import { uniqueDashboards } from '../folder/open-folder.ts';
import { type Change, type LayoutDiff, type ObjectDiff, risksOf } from './change.ts';
import { layoutDiff, type MatchedPanels, placedPanels, wholeLayout } from './layout.ts';
import { fromTo, leafChanges, shown } from './leaves.ts';
import { type Matched, match, type Pair } from './match.ts';
import { linksLost, panelChanges, panelName } from './panels.ts';
import { indexQueries, type QueryIndex, queryChange, textPaths } from './query-changes.ts';

/** What is looked up in the folder on one side. */
interface Side {
  readonly queries: QueryIndex;
  /** Titles of rules by `dashboard uid/panel id` of the panel they link to. */
  readonly links: ReadonlyMap<string, readonly string[]>;
}

/** Keys of a dashboard that are reported separately, and those that Grafana overwrites. */
const APART = new Set(['id', 'version', 'uid', 'title', 'panels', 'templating.list', 'annotations.list']);

/** What changed in dashboards, matched by uid or else by folder and title. */
export function diffDashboards(before: ProvisioningFolder, after: ProvisioningFolder): ObjectDiff[] {
  const { pairs, removed, added } = match(
    uniqueDashboards(before.dashboards),
    uniqueDashboards(after.dashboards),
    ({ uid }) => uid,
    ({ folder, title }) => `${folder}/${title}`,
  );
  const [old, now] = [sideOf(before), sideOf(after)];
  return [
    ...removed.map((dashboard) =>
      object(dashboard, 'removed', [{ id: 'dashboard/removed', text: `removed (${count(dashboard)})` }], {
        before: wholeLayout(dashboard, 'removed'),
        after: [],
      }),
    ),
    ...added.map((dashboard) =>
      object(
        dashboard,
        'added',
        [{ id: 'dashboard/added', text: `added in folder "${dashboard.folder}" (${count(dashboard)})` }],
        { before: [], after: wholeLayout(dashboard, 'added') },
      ),
    ),
    ...pairs.flatMap((pair) => {
      // Most dashboards are equal as text.
      if (pair.before.source.text === pair.after.source.text && pair.before.folder === pair.after.folder) return [];
      const panels = diffPanels(pair.before, pair.after, old, now);
      const changes = [...dashboardChanges(pair.before, pair.after, old.queries, now.queries), ...panels.changes];
      return changes.length > 0 ? [object(pair.after, 'changed', changes, panels.layout)] : [];
    }),
  ];
}

function sideOf(folder: ProvisioningFolder): Side {
  const links = new Map<string, string[]>();
  for (const rule of folder.groups.flatMap(({ alerts }) => alerts)) {
    const annotations = objectOf(rule.json['annotations']);
    const key = `${shown(rule.json['dashboardUid'] ?? annotations['__dashboardUid__'])}/${shown(rule.json['panelId'] ?? annotations['__panelId__'])}`;
    links.set(key, [...(links.get(key) ?? []), rule.title]);
  }
  return { queries: indexQueries(folder), links };
}

function dashboardChanges(before: Dashboard, after: Dashboard, old: QueryIndex, now: QueryIndex): Change[] {
  const uidLost = {
    id: 'links-lost' as const,
    message: 'Its version history, its stars and every link to it are lost: for Grafana it is another dashboard.',
  };
  return [
    ...(before.uid === after.uid
      ? []
      : [{ id: 'dashboard/uid', text: `uid: ${fromTo(before.uid, after.uid)}`, risks: [uidLost] }]),
    ...(before.title === after.title
      ? []
      : [{ id: 'dashboard/renamed', text: `renamed: ${fromTo(before.title, after.title)}` }]),
    ...(before.folder === after.folder
      ? []
      : [{ id: 'dashboard/folder', text: `folder: ${fromTo(before.folder, after.folder)}` }]),
    ...leafChanges(before.json, after.json, APART).map(({ name, before: one, after: other }) => ({
      id: 'dashboard/setting',
      text: `${name}: ${fromTo(one, other)}`,
    })),
    ...namedChanges('Variable', 'variable', before.variables, after.variables, old, now),
    ...namedChanges('Annotation', 'annotation', before.annotations, after.annotations, old, now),
  ];
}

function namedChanges(
  word: string,
  scope: string,
  before: readonly (Variable | Annotation)[],
  after: readonly (Variable | Annotation)[],
  old: QueryIndex,
  now: QueryIndex,
): Change[] {
  const { pairs, removed, added } = match(before, after, ({ name }) => name);
  const part = ({ name }: Variable | Annotation) => `${word} "${name}"`;
  const order = pairs.map((pair) => pair.after.name).join(', ');
  const oldOrder = pairs
    .toSorted((left, right) => before.indexOf(left.before) - before.indexOf(right.before))
    .map((pair) => pair.after.name)
    .join(', ');
  return [
    ...removed.map((item) => ({ id: `${scope}/removed`, part: part(item), text: 'removed' })),
    ...added.map((item) => ({
      id: `${scope}/added`,
      part: part(item),
      text: `added: ${shown(now.get(item)?.text ?? item.json['query'])}`,
    })),
    ...(order === oldOrder
      ? []
      : [{ id: `${scope}/order`, text: `order of ${word.toLowerCase()}s: ${fromTo(oldOrder, order)}` }]),
    ...pairs.flatMap((pair) => {
      const queries = { ...pair, old, now };
      // A variable repeats its query in `definition`.
      const apart = new Set(['name', 'definition', ...textPaths(queries)]);
      return [
        ...queryChange(`${scope}/query`, part(pair.after), 'query', queries),
        ...leafChanges(pair.before.json, pair.after.json, apart).map((leaf) => ({
          id: `${scope}/setting`,
          part: part(pair.after),
          text: `${leaf.name}: ${fromTo(leaf.before, leaf.after)}`,
        })),
      ];
    }),
  ];
}

function diffPanels(
  before: Dashboard,
  after: Dashboard,
  old: Side,
  now: Side,
): { readonly changes: readonly Change[]; readonly layout: LayoutDiff | undefined } {
  const panels = placedPanels(before, after, matchPanels(before.panels, after.panels));
  const linkedBy = (panel: Panel) => [...new Set(old.links.get(`${before.uid}/${panel.id}`))];
  const changesOf = changesByPanel(panels, linkedBy, old.queries, now.queries);
  return {
    changes: [
      ...removedPanels(panels.matched.removed, linkedBy),
      ...panels.matched.added.map((panel) => ({
        id: 'panel/added',
        part: panelName(panel),
        text: `added (${panel.type})`,
      })),
      ...[...changesOf.values()].flat(),
      ...pushedPanels(panels),
      ...pluginVersions(panels.matched.pairs),
    ],
    layout: layoutDiff(before, after, panels, (pair) => (changesOf.get(pair)?.length ?? 0) > 0),
  };
}

type LinkedBy = (panel: Panel) => readonly string[];

function changesByPanel(
  { matched, moved, placeBefore, placeAfter }: MatchedPanels,
  linkedBy: LinkedBy,
  old: QueryIndex,
  now: QueryIndex,
): ReadonlyMap<Pair<Panel>, readonly Change[]> {
  return new Map(
    matched.pairs.map((pair) => [
      pair,
      panelChanges(
        { panel: pair.before, place: placeBefore(pair.before), queries: old },
        { panel: pair.after, place: placeAfter(pair.after), queries: now },
        moved.has(pair),
        linkedBy(pair.before),
      ),
    ]),
  );
}

function removedPanels(removed: readonly Panel[], linkedBy: LinkedBy): Change[] {
  return removed.map((panel) => ({
    id: 'panel/removed',
    part: panelName(panel),
    text: `removed (${panel.type})`,
    ...risksOf(linkedBy(panel).length > 0 ? [linksLost(linkedBy(panel))] : []),
  }));
}

/** Panels that moved up or down only because of others, reported as one change. */
function pushedPanels({ matched, moved, placeBefore, placeAfter }: MatchedPanels): Change[] {
  const pushed = matched.pairs.filter(
    (pair) => !moved.has(pair) && placeBefore(pair.before).y !== placeAfter(pair.after).y,
  ).length;
  if (pushed === 0) return [];
  const text = `${pushed} ${pushed === 1 ? 'panel' : 'panels'} moved up or down as a result, in the same order`;
  return [{ id: 'dashboard/pushed', text }];
}

/** One change for each step between versions, however many panels take it. */
function pluginVersions(pairs: readonly Pair<Panel>[]): Change[] {
  const versions = pairs.map((pair) => [pair.before.json['pluginVersion'], pair.after.json['pluginVersion']] as const);
  const steps = new Set(versions.filter(([old, now]) => old !== now).map(([old, now]) => fromTo(old, now)));
  return [...steps].map((text) => ({ id: 'dashboard/plugin-version', text: `pluginVersion of panels: ${text}` }));
}

/** Matches panels by id, and a panel with a new id by its title and type. */
function matchPanels(before: readonly Panel[], after: readonly Panel[]): Matched<Panel> {
  return match(
    before,
    after,
    ({ id }) => (id === undefined ? undefined : `${id}`),
    ({ title, type }) => (title === '' ? undefined : `${type}/${title}`),
    ({ id, path }) => (id === undefined ? path.join('/') : undefined),
  );
}

function count({ panels }: Dashboard): string {
  const number = panels.filter(({ type }) => type !== 'row').length;
  return `${number} ${number === 1 ? 'panel' : 'panels'}`;
}

function object(
  dashboard: Dashboard,
  change: ObjectDiff['change'],
  changes: readonly Change[],
  layout: LayoutDiff | undefined,
): ObjectDiff {
  return {
    kind: 'dashboard',
    label: dashboard.label,
    identity: dashboard.uid ?? dashboard.title,
    orgId: dashboard.orgId,
    at: { file: dashboard.source.file },
    change,
    changes,
    ...(layout ? { layout } : {}),
  };
}
