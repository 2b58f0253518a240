import { expect, test } from 'vitest';

import { dashboardsOf } from '../../verify/panel-queries/grafana-files.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import { committedFolder } from '../support/out-folder.ts';
import { clickhouseRisk, clickhouseTruth } from './clickhouse-truth.ts';
import { bookOfOneAgent, bookOfOneAgentInAMonth } from './one-agent-truth.ts';
import { postgresSharpe, postgresTruth } from './postgres-truth.ts';
import { prometheusTruth } from './prometheus-truth.ts';

/** Figures that must not differ between dashboards and stores, matched in the titles of panels, columns and values. */
const FIGURES: Readonly<Record<string, RegExp>> = {
  'P&L': /P&L|^Net( income)?$|^(Unr|R)ealized$/,
  'Sharpe ratio': /sharpe/i,
  drawdown: /drawdown|^Deepest/i,
  'win rate': /win rate/i,
  slippage: /slippage/i,
  'fill rate': /fill rate/i,
};

/** Panels with such a word that have no figure of their own that could differ. */
const NO_FIGURE: Readonly<Record<string, string>> = {
  'pf-agent-drilldown: Agent': 'the limit from the profile',
  'pf-agent-pnl: Trade events': 'rows of single trades',
  'pf-agent-pnl: Over limit': 'counts agents',
  'pf-compliance: Limit changes': 'counts changes of limits',
  'pf-compliance: Limits of each agent': 'the limits from the profiles',
  'pf-trade-execution: Slippage against size': 'a point per fill',
  'pf-trade-execution: Slippage by ticker': 'parts of the range that other panels show as a whole',
  'pf-trade-execution: Fill rate by order type': 'parts of the range that other panels show as a whole',
  'pf-clickhouse-analytics: Slippage by hour of the UTC day and ticker (bps)':
    'hours and instruments of figures that other panels show as a total',
  'pf-clickhouse-analytics: Cumulative P&L by agent and strategy': 'the running sum of the intervals in the next panel',
};

const held = new Set(
  [
    ...postgresTruth,
    ...postgresSharpe,
    ...bookOfOneAgent,
    ...bookOfOneAgentInAMonth,
    ...clickhouseTruth,
    ...clickhouseRisk,
    ...prometheusTruth,
  ].map(({ query }) => panelOf(query)),
);

const shown = figuresShown();

test.each(Object.keys(FIGURES))(
  '%s: each panel that shows it is compared with the truth of the simulator',
  (figure) => {
    const panels = shown.filter(({ figures }) => figures.includes(figure)).map(({ panel }) => panel);
    expect(panels.length).toBeGreaterThan(1);
    expect(panels.filter((panel) => !held.has(panel) && !(panel in NO_FIGURE))).toEqual([]);
  },
);

test('each exception is a panel with such a word, and is not compared', () => {
  const known = new Set(shown.map(({ panel }) => panel));
  expect(Object.keys(NO_FIGURE).filter((panel) => !known.has(panel))).toEqual([]);
});

/** The panels of all dashboards that show one of the figures. */
function figuresShown(): { readonly panel: string; readonly figures: readonly string[] }[] {
  const files = committedFolder();
  expect(dashboardsOf(files).length).toBeGreaterThan(0);
  const words = new Map<string, Set<string>>();
  for (const { where, place, title, target, panel } of findQueries(files)) {
    if (place !== 'panel') continue;
    const of = words.get(panelOf(where)) ?? new Set();
    words.set(panelOf(where), of);
    // `Rolling volatility ($sharpe_window days)` does not show a Sharpe ratio.
    for (const word of [title, ...headings(panel), ...headings(target)]) of.add(word.replaceAll(/\$\w+/g, ''));
  }
  return [...words].map(([panel, said]) => ({
    panel,
    figures: Object.keys(FIGURES).filter((name) => [...said].some((word) => FIGURES[name]?.test(word))),
  }));
}

/** The names that a panel or a target gives to its values. */
function headings(json: unknown): string[] {
  const text = JSON.stringify(json ?? {});
  return [
    ...[...text.matchAll(/"id":"displayName","value":"([^"]*)"/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/"legendFormat":"([^"]*)"/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/AS \\"([^"\\]*)\\"/g)].map(([, name = '']) => name),
  ];
}

function panelOf(where: string): string {
  return where.replace(/ [A-Z]$/, '');
}
