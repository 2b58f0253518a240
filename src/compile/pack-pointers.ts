import type { DashboardSpec } from '../define/definitions.ts';
import { queriesOf, queryText, type RuleSpec } from '../define/rules.ts';
import type { Settings } from '../define/settings.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { bareName, dashboardName, panelName, ruleName } from './pack-names.ts';
import type { PackParts } from './pack-parts.ts';

/** A dashboard's address in a link, up to its uid. */
const LINK = /\/d\/([A-Za-z0-9_-]+)/g;

/** What a kept part of a pack still points to in an omitted one, each finding naming both. */
export function pointers(pack: string, all: PackParts, kept: PackParts, omitted: ReadonlySet<string>): Diagnostic[] {
  if (omitted.size === 0) return [];
  const say = (from: string, to: string, what: string, hint: string): Diagnostic => ({
    severity: 'error',
    id: 'pack/omitted',
    message: `"${from}" of the pack "${pack}" ${what} "${to}", which the project omits, so it would lead nowhere.`,
    hint,
  });
  return [
    ...kept.groups.flatMap(({ spec, settings }) =>
      spec.rules.flatMap((rule) =>
        omittedPanel(rule, omitted, settings).map((to) =>
          say(
            ruleName(rule, settings),
            to,
            'links to',
            `Omit both, or take the link away: override: { '${ruleName(rule, settings)}': { panel: false } }.`,
          ),
        ),
      ),
    ),
    ...kept.dashboards.flatMap(({ spec, settings }) =>
      linkedBoards(spec, omitted, settings).map((to) =>
        say(dashboardName(spec, settings), to, 'links to', 'Keep it, or omit both, or the panels that have the links.'),
      ),
    ),
    ...usesOfOmittedMetrics(all, kept, omitted).map(({ from, to, metric }) =>
      say(from, to, `asks the metric ${metric} of`, 'Keep the recording rule, or omit what asks it too.'),
    ),
  ];
}

function omittedPanel(rule: RuleSpec, omitted: ReadonlySet<string>, settings: Settings): string[] {
  if (!('panel' in rule) || rule.panel === undefined) return [];
  const { dashboard: uid, key } = rule.panel;
  return [dashboardName({ uid }, settings), panelName({ uid }, { key }, settings)].filter((name) => omitted.has(name));
}

/** Omitted dashboards that one links to, each once. */
function linkedBoards(spec: DashboardSpec, omitted: ReadonlySet<string>, settings: Settings): string[] {
  const linked = [...boardText(spec).matchAll(LINK)].map(([, uid = '']) => `dashboard:${bareName(uid, settings)}`);
  return [...new Set(linked)].filter((name) => omitted.has(name));
}

function boardText({ dashboard, rows = [] }: DashboardSpec): string {
  return JSON.stringify([dashboard.build(), ...rows.flatMap(({ panels }) => panels.map(({ panel }) => panel.build()))]);
}

/** Kept parts with a query of a metric that an omitted rule records. */
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

/** Whether a text has a metric's name as a whole: `job:up:sum` is not in `job:up:sum5m`. */
function hasName(text: string, metric: string): boolean {
  return text.split(/[^A-Za-z0-9_:]+/).includes(metric);
}
