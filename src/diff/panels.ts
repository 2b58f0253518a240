import type { Panel, Target } from '../folder/folder.ts';
import { objectOf, textOf } from '../folder/json.ts';
import type { Change, Risk } from './change.ts';
import { stepsText } from './item-names.ts';
import { fromTo, leafChanges, shown } from './leaves.ts';
import { match } from './match.ts';
import type { Place } from './panel-place.ts';
import { type QueryIndex, type QueryPair, queryChange, textPaths } from './query-changes.ts';

/** A panel on one side, with its place and the queries of its folder. */
export interface PlacedPanel {
  readonly panel: Panel;
  readonly place: Place;
  readonly queries: QueryIndex;
}

/** Keys that are reported separately. */
const APART = new Set([
  'id',
  'title',
  'type',
  'gridPos',
  'targets',
  'panels',
  'pluginVersion',
  'fieldConfig.defaults.thresholds.steps',
]);
const ID_OF: Readonly<Record<string, string>> = {
  description: 'panel/description',
  'fieldConfig.defaults.unit': 'panel/unit',
  'datasource.uid': 'panel/datasource',
  'datasource.type': 'panel/datasource',
  datasource: 'panel/datasource',
};

/** Everything that changed in one panel; `linkedBy` names the rules that link to it. */
export function panelChanges(
  before: PlacedPanel,
  after: PlacedPanel,
  isMoved: boolean,
  linkedBy: readonly string[],
): Change[] {
  const [old, now] = [before.panel, after.panel];
  const part = panelName(now);
  const change = (id: string, text: string, risks?: readonly Risk[]): Change => ({
    id,
    part,
    text,
    ...(risks ? { risks } : {}),
  });
  return [
    ...(old.id === now.id ? [] : [change('panel/id', `id: ${fromTo(old.id, now.id)}`, [linksLost(linkedBy)])]),
    ...(old.title === now.title ? [] : [change('panel/renamed', `renamed: ${fromTo(old.title, now.title)}`)]),
    ...(old.type === now.type ? [] : [change('panel/type', `type: ${fromTo(old.type, now.type)}`)]),
    ...(isMoved ? [change('panel/moved', `moved: ${fromTo(placeText(before.place), placeText(after.place))}`)] : []),
    ...(sizeText(before.place) === sizeText(after.place)
      ? []
      : [change('panel/resized', `size: ${fromTo(sizeText(before.place), sizeText(after.place))}`)]),
    ...targetChanges(before, after, part),
    ...thresholdChange(old, now, part),
    ...leafChanges(old.json, now.json, APART).map(({ path, name: where, before: one, after: other }) =>
      change(ID_OF[path] ?? 'panel/setting', `${nameOf(where)}: ${fromTo(one, other)}`),
    ),
  ];
}

/** `Panel "Drawdown"`, `Row "Fleet"`. */
export function panelName({ type, title, id }: Panel): string {
  return `${type === 'row' ? 'Row' : 'Panel'} ${title === '' ? `id ${shown(id)}` : `"${title}"`}`;
}

/** The risk of a changed panel id. */
export function linksLost(linkedBy: readonly string[]): Risk {
  const alerts =
    linkedBy.length === 0
      ? ''
      : `, and those in alerts of ${linkedBy.map((title) => `"${title}"`).join(', ')} that were already sent,`;
  return { id: 'links-lost', message: `Saved links to the panel${alerts} no longer work.` };
}

function nameOf(place: string): string {
  return place.replace(/^fieldConfig(?:, |\.defaults\.|\.)/, '').replace(/^options\./, 'option ');
}

function placeText({ x, y, row }: Place): string {
  return `${row.title === '' ? '' : `row "${row.title}", `}column ${x}, line ${y}`;
}

function sizeText({ width, height }: Place): string {
  return `${width} x ${height}`;
}

function targetChanges(before: PlacedPanel, after: PlacedPanel, part: string): Change[] {
  const { pairs, removed, added } = match(before.panel.targets, after.panel.targets, ({ refId }) => refId);
  return [
    ...removed.map((target): Change => ({
      id: 'query/removed',
      part,
      text: `${name(target)} removed: ${shown(before.queries.get(target)?.text)}`,
    })),
    ...added.map((target): Change => ({
      id: 'query/added',
      part,
      text: `${name(target)} added: ${shown(after.queries.get(target)?.text)}`,
    })),
    ...pairs.flatMap((pair) => {
      const queries: QueryPair = { ...pair, old: before.queries, now: after.queries };
      const apart = new Set(['refId', 'datasource', ...textPaths(queries)]);
      return [
        ...queryChange('query/changed', part, name(pair.after), queries),
        ...datasourceChange(pair.before, pair.after, part),
        ...leafChanges(pair.before.json, pair.after.json, apart).map((leaf): Change => ({
          id: 'query/setting',
          part,
          text: `${name(pair.after)}, ${leaf.name}: ${fromTo(leaf.before, leaf.after)}`,
        })),
      ];
    }),
  ];
}

function datasourceChange(before: Target, after: Target, part: string): Change[] {
  // The data source as written: Grafana uses the panel's source in any case, but a reviewer still wants to see it.
  const text = ({ json, datasource }: Target) => {
    const own = objectOf(json['datasource']);
    return (
      textOf(json['datasource']) ?? textOf(own['uid']) ?? textOf(own['type']) ?? datasource?.uid ?? datasource?.type
    );
  };
  const isPanels = (target: Target) =>
    text(target) ===
    (objectOf(target.panel.json['datasource'])['uid'] ?? objectOf(target.panel.json['datasource'])['type']);
  // The panel's own change covers all its queries.
  if (text(before) === text(after) || (isPanels(before) && isPanels(after))) return [];
  return [{ id: 'query/datasource', part, text: `${name(after)}, data source: ${fromTo(text(before), text(after))}` }];
}

/** `thresholds: green, orange from 10, red from 15 -> green, orange from 10, red from 20` */
function thresholdChange(before: Panel, after: Panel, part: string): Change[] {
  const [old, now] = [stepsOf(before), stepsOf(after)];
  return old === now ? [] : [{ id: 'panel/threshold', part, text: `thresholds: ${fromTo(old, now)}` }];
}

function stepsOf(panel: Panel): string {
  const { steps } = objectOf(objectOf(objectOf(panel.json['fieldConfig'])['defaults'])['thresholds']);
  return stepsText(steps) ?? shown(steps);
}

function name({ refId }: Target): string {
  return `query ${refId === '' ? 'without a refId' : refId}`;
}
