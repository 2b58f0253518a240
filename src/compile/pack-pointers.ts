import type { DashboardSpec } from '../define/definitions.ts';
import { queriesOf, queryText, type RuleSpec } from '../define/rules.ts';
import type { Settings } from '../define/settings.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { bareName, dashboardName, panelName, ruleName } from './pack-names.ts';
import type { PackParts } from './pack-parts.ts';

/** The URL path of a dashboard in a link, up to its uid. */
const LINK = /\/d\/([A-Za-z0-9_-]+)/g;

/** References from kept parts of a pack to omitted ones; each finding names both. */
export function pointers(pack: string, all: PackParts, kept: PackParts, omitted: ReadonlySet<string>): Diagnostic[] {
  if (omitted.size === 0) return [];
  const links = kept.groups.flatMap(({ spec, settings }) =>
    spec.rules.flatMap((rule) =>
      omittedPanel(rule, omitted, settings).map((to) => ({ from: ruleName(rule, settings), to })),
    ),
  );
  const boardLinks = kept.dashboards.flatMap(({ spec, settings }) =>
    linkedBoards(boardText(spec), omitted, settings).map((to) => ({
      from: dashboardName(spec, settings),
      to,
      panels: linkingPanels(spec, to, settings),
    })),
  );
  const uses = usesOfOmittedMetrics(all, kept, omitted);
  return [
    ...byTarget(links).map((same) =>
      finding(
        pack,
        same,
        ['links', 'link'],
        'to',
        `Omit both, or remove the link: override: { ${same.map(({ from }) => `'${from}': { panel: false }`).join(', ')} }.`,
      ),
    ),
    ...byTarget(boardLinks).map((same) => finding(pack, same, ['links', 'link'], 'to', linkHint(same))),
    ...byTarget(uses).map((same) =>
      finding(
        pack,
        same,
        ['queries', 'query'],
        `the metric ${same[0]?.metric ?? ''} of`,
        'Keep the recording rule, or omit what uses it too.',
      ),
    ),
  ];
}

interface Pointer {
  readonly from: string;
  readonly to: string;
}

/** One finding for all references to one omitted part. */
function finding(
  pack: string,
  pointing: readonly Pointer[],
  [one, many]: readonly [string, string],
  what: string,
  hint: string,
): Diagnostic {
  const names = [...new Set(pointing.map(({ from }) => `"${from}"`))];
  const isOne = names.length === 1;
  const all = isOne ? names : [names.slice(0, -1).join(', '), names.at(-1)];
  return {
    severity: 'error',
    id: 'pack/omitted',
    message: `${all.join(' and ')} of the pack "${pack}" ${isOne ? one : many} ${what} "${pointing[0]?.to ?? ''}", which the project omits, so ${isOne ? 'it' : 'they'} would lead nowhere.`,
    hint,
  };
}

function byTarget<P extends Pointer>(all: readonly P[]): P[][] {
  const targets = new Map<string, P[]>();
  for (const pointer of all) targets.set(pointer.to, [...(targets.get(pointer.to) ?? []), pointer]);
  return [...targets.values()];
}

/** Names the panels to omit when that removes every link. Links of the dashboard itself cannot be removed that way. */
function linkHint(pointing: readonly (Pointer & { readonly panels: readonly string[] })[]): string {
  const panels = pointing.flatMap((one) => one.panels);
  if (pointing.some((one) => one.panels.length === 0) || panels.length > MOST_NAMES)
    return 'Keep it, or omit what links to it too.';
  return `Keep it, or omit the panels that have the links: ${panels.map((name) => `"${name}"`).join(', ')}.`;
}
const MOST_NAMES = 12;

function omittedPanel(rule: RuleSpec, omitted: ReadonlySet<string>, settings: Settings): string[] {
  if (!('panel' in rule) || rule.panel === undefined) return [];
  const { dashboard: uid, key } = rule.panel;
  return [dashboardName({ uid }, settings), panelName({ uid }, { key }, settings)].filter((name) => omitted.has(name));
}

/** Panels of a dashboard that link to an omitted one; empty when the dashboard's own links do too. */
function linkingPanels(spec: DashboardSpec, to: string, settings: Settings): string[] {
  const only = new Set([to]);
  const rest = boardText({ ...spec, rows: [] });
  if (linkedBoards(rest, only, settings).length > 0) return [];
  return (spec.rows ?? [])
    .flatMap(({ panels }) => panels)
    .filter(({ panel }) => linkedBoards(JSON.stringify(panel.build()), only, settings).length > 0)
    .map((panel) => panelName(spec, panel, settings));
}

/** The omitted dashboards that a text links to, without duplicates. */
function linkedBoards(text: string, omitted: ReadonlySet<string>, settings: Settings): string[] {
  const linked = [...text.matchAll(LINK)].map(([, uid = '']) => `dashboard:${bareName(uid, settings)}`);
  return [...new Set(linked)].filter((name) => omitted.has(name));
}

function boardText({ dashboard, rows = [] }: DashboardSpec): string {
  return JSON.stringify([dashboard.build(), ...rows.flatMap(({ panels }) => panels.map(({ panel }) => panel.build()))]);
}

/** Kept parts that query a metric recorded by an omitted rule. */
function usesOfOmittedMetrics(
  { groups }: PackParts,
  kept: PackParts,
  omitted: ReadonlySet<string>,
): { readonly from: string; readonly to: string; readonly metric: string }[] {
  const lost = groups.flatMap(({ spec, settings }) =>
    spec.rules.flatMap((rule) => {
      const name = ruleName(rule, settings);
      return 'record' in rule && omitted.has(name) ? [{ to: name, metric: rule.record.metric }] : [];
    }),
  );
  if (lost.length === 0) return [];
  const texts = [
    ...kept.dashboards.map(({ spec, settings }) => ({ from: dashboardName(spec, settings), text: boardText(spec) })),
    ...kept.groups.flatMap(({ spec, settings }) =>
      spec.rules.map((rule) => ({
        from: ruleName(rule, settings),
        text: Object.values(queriesOf(rule)).map(queryText).join('\n'),
      })),
    ),
  ];
  return lost.flatMap(({ to, metric }) =>
    texts.filter(({ text }) => hasName(text, metric)).map(({ from }) => ({ from, to, metric })),
  );
}

/** Whether a text contains a metric name as a whole word: `job:up:sum` is not in `job:up:sum5m`. */
function hasName(text: string, metric: string): boolean {
  return text.split(/[^A-Za-z0-9_:]+/).includes(metric);
}
