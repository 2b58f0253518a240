import { expect, test } from 'vitest';

import {
  appearanceProblems,
  datasourceProblems,
  idProblems,
  layoutProblems,
  linkProblems,
  variableProblems,
} from './dashboard-checks.ts';
import type { Dashboard, Panel, Variable } from './out-folder.ts';

const source = { type: 'prometheus', uid: 'prom' };
const provisioned = new Map([
  ['prom', 'prometheus'],
  ['loki', 'loki'],
]);
const panel: Panel = {
  id: 1,
  type: 'timeseries',
  title: 'P&L',
  description: 'Why it is shown.',
  datasource: source,
  gridPos: { x: 0, y: 0, w: 12, h: 8 },
  targets: [{ refId: 'A', datasource: source, expr: 'x{agent=~"$agent"}' }],
  fieldConfig: {
    defaults: { unit: 's', noValue: 'no data', thresholds: { steps: [{ value: null }, { value: 1 }] } },
    overrides: [],
  },
  options: { legend: { showLegend: true } },
};
const agent: Variable = {
  name: 'agent',
  type: 'query',
  datasource: source,
  query: 'label_values(x, agent)',
  refresh: 2,
  multi: true,
  includeAll: true,
  allValue: '.+',
  current: { value: ['$__all'] },
};
const other: Dashboard = { uid: 'other', title: 'Other', tags: ['menu'], templating: { list: [agent] } };

function dashboard(...panels: readonly Panel[]): Dashboard {
  return {
    uid: 'one',
    title: 'One',
    panels,
    templating: { list: [agent] },
    annotations: { list: [{ name: 'Alerts', datasource: { type: 'grafana', uid: '-- Grafana --' } }] },
  };
}

function columnOf(width: number, id = 'custom.minWidth') {
  const properties = [
    { id: 'displayName', value: 'Column' },
    { id, value: width },
  ];
  return { matcher: { id: 'byName', options: 'a' }, properties };
}

function ownColumn(width: number) {
  return columnOf(width, 'custom.width');
}

/** Runs all checks, so that a row shows both what is found and what is not. */
function problems(json: Dashboard): string[] {
  return [
    ...idProblems(json),
    ...datasourceProblems(json, provisioned),
    ...layoutProblems(json),
    ...appearanceProblems(json),
    ...variableProblems(json),
    ...linkProblems(json, [json, other]),
  ];
}

const withField = (fieldConfig: Panel['fieldConfig']): Panel => ({
  ...panel,
  fieldConfig: { ...panel.fieldConfig, ...fieldConfig },
});
const grey = withField({
  defaults: { ...panel.fieldConfig?.defaults, mappings: [{ type: 'special', options: { match: 'null' } }] },
});
const withVariable = (change: Partial<Variable>): Dashboard => ({
  ...dashboard(panel),
  templating: { list: [{ ...agent, ...change }] },
});
const second: Panel = { ...panel, id: 2, gridPos: { x: 12, y: 0, w: 12, h: 8 } };
const row: Panel = {
  id: 9,
  type: 'row',
  title: 'Row',
  collapsed: true,
  gridPos: { x: 0, y: 8, w: 24, h: 1 },
  panels: [{ ...panel, id: 3, gridPos: { x: 0, y: 9, w: 24, h: 8 } }],
};

test.each<[string, Dashboard, string | undefined]>([
  [
    'nothing is wrong',
    dashboard(panel, second, row, { ...row, id: 10, panels: [], gridPos: { x: 0, y: 9, w: 24, h: 1 } }),
    undefined,
  ],
  ['an id twice, once inside a row', dashboard({ ...panel, id: 3 }, row), 'two panels have the id 3'],
  ['an id of 0', dashboard({ ...panel, id: 0 }), 'has the id 0'],
  ['an id beyond 32 bits', dashboard({ ...panel, id: 2 ** 31 }), 'has the id 2147483648'],
  ['no refId', dashboard({ ...panel, targets: [{ datasource: source, expr: '$agent' }] }), 'a query without refId'],
  [
    'a refId twice',
    dashboard({ ...panel, targets: [...(panel.targets ?? []), ...(panel.targets ?? [])] }),
    'two queries A',
  ],
  [
    'no data source on a query',
    dashboard({ ...panel, targets: [{ refId: 'A', expr: '$agent' }] }),
    'has the data source undefined',
  ],
  ['a data source by its uid alone', dashboard({ ...panel, datasource: { uid: 'prom' } }), 'and not {type, uid}'],
  [
    'a data source by its name',
    dashboard({ ...panel, datasource: 'Prometheus' as unknown as { uid: string } }),
    'and not {type, uid}',
  ],
  [
    'an unknown data source',
    dashboard({ ...panel, datasource: { type: 'prometheus', uid: 'who' } }),
    'not provisioned',
  ],
  [
    'a data source of another type',
    dashboard({ ...panel, datasource: { type: 'loki', uid: 'prom' } }),
    'of type loki, which is of type prometheus',
  ],
  [
    'a panel that names another source than its queries',
    dashboard({ ...panel, datasource: { type: 'loki', uid: 'loki' } }),
    'its queries use prom',
  ],
  [
    'two sources without the mixed one',
    dashboard({
      ...panel,
      targets: [...(panel.targets ?? []), { refId: 'B', datasource: { type: 'loki', uid: 'loki' } }],
    }),
    'its queries use prom, loki',
  ],
  [
    'a variable without a source',
    { ...dashboard(panel), templating: { list: [{ name: 'agent', type: 'query', refresh: 1 }] } },
    'variable agent has the data source undefined',
  ],
  [
    'an annotation without a source',
    { ...dashboard(panel), annotations: { list: [{ name: 'Wins' }] } },
    'annotation Wins has the data source undefined',
  ],
  ['a panel past the last column', dashboard({ ...panel, gridPos: { x: 13, y: 0, w: 12, h: 8 } }), 'is at'],
  ['a panel without a position', dashboard({ id: 1, type: 'row', title: 'Row' }), 'is at undefined'],
  ['two panels at the same position', dashboard(panel, { ...second, gridPos: { x: 11, y: 7, w: 2, h: 2 } }), 'overlap'],
  [
    'two panels at one place in a collapsed row',
    dashboard(panel, { ...row, panels: [...(row.panels ?? []), { ...second, gridPos: { x: 1, y: 10, w: 2, h: 2 } }] }),
    'overlap',
  ],
  ['an open row with panels inside', dashboard(panel, { ...row, collapsed: false }), 'which Grafana drops'],
  ['no title', dashboard({ ...panel, title: ' ' }), 'has no title'],
  ['no description', dashboard({ ...panel, description: '' }), 'has no description'],
  ['a variable in a description', dashboard({ ...panel, description: 'Of ${agent}.' }), 'variable in its description'],
  ['no unit', dashboard(withField({ defaults: { noValue: 'no data' } })), 'has no unit'],
  [
    'a unit in an override',
    dashboard(
      withField({ defaults: { noValue: 'no data' }, overrides: [{ properties: [{ id: 'unit', value: 's' }] }] }),
    ),
    undefined,
  ],
  [
    'a table that names its columns',
    dashboard({
      ...withField({
        defaults: { noValue: 'no data' },
        overrides: [{ properties: [{ id: 'displayName', value: 'Fees (bps)' }] }],
      }),
      type: 'table',
    }),
    undefined,
  ],
  [
    'a grey that only absent values have',
    dashboard(
      withField({ defaults: { noValue: 'no data', mappings: [{ type: 'special', options: { match: 'null' } }] } }),
    ),
    'has no unit',
  ],
  ['an absent value in green', dashboard({ ...panel, type: 'stat' }), 'colours a missing value'],
  [
    'an absent value in grey',
    dashboard({
      ...withField({
        defaults: { ...panel.fieldConfig?.defaults, mappings: [{ type: 'special', options: { match: 'null' } }] },
      }),
      type: 'stat',
    }),
    undefined,
  ],
  ['a mapping', dashboard(withField({ defaults: { noValue: 'no data', mappings: [{}] } })), undefined],
  ['no text for no data', dashboard(withField({ defaults: { unit: 's' } })), 'what it shows without data'],
  ['a hidden legend', dashboard({ ...panel, options: { legend: { showLegend: false } } }), 'hides its legend'],
  [
    'a hidden legend of bars that are coloured one by one',
    dashboard({ ...panel, type: 'barchart', options: { colorByField: 'P&L', legend: { showLegend: false } } }),
    undefined,
  ],
  [
    'a legend of their values',
    dashboard({ ...panel, type: 'barchart', options: { colorByField: 'P&L', legend: { showLegend: true } } }),
    'has a legend of the values',
  ],
  [
    'a count without decimals',
    dashboard(withField({ defaults: { unit: 'locale', decimals: 0, noValue: 'no data' } })),
    'at the half steps of a short axis',
  ],
  ['bars without a name', dashboard({ ...grey, type: 'bargauge' }), 'has no name for a single bar'],
  [
    'bars with a name',
    dashboard({
      ...grey,
      type: 'bargauge',
      fieldConfig: { defaults: { ...grey.fieldConfig?.defaults, displayName: 'x' } },
    }),
    undefined,
  ],
  [
    'columns as wide as their table',
    dashboard({
      ...withField({ defaults: { noValue: 'no data' }, overrides: [ownColumn(400), columnOf(100), columnOf(100)] }),
      type: 'table',
    }),
    undefined,
  ],
  [
    'columns wider than their table',
    dashboard({
      ...withField({ defaults: { noValue: 'no data' }, overrides: [ownColumn(400), columnOf(100), columnOf(101)] }),
      type: 'table',
    }),
    'has columns of 601 pixels on 600',
  ],
  [
    'a table for a legend',
    dashboard({ ...panel, options: { legend: { showLegend: true, displayMode: 'table' } } }),
    'a table for a legend',
  ],
  [
    'a text that is false for a failed query',
    dashboard(withField({ defaults: { unit: 's', noValue: 'no open contract' } })),
    'also for a failed query',
  ],
  [
    'a text that is true for a failed query',
    dashboard(withField({ defaults: { unit: 's', noValue: 'no open contract, or no answer' } })),
    undefined,
  ],
  [
    'more toggles than a row has room for',
    {
      ...dashboard(panel),
      annotations: {
        list: Array.from({ length: 10 }, (_, index) => ({
          name: `Annotation ${index}`,
          datasource: { type: 'grafana', uid: '-- Grafana --' },
        })),
      },
    },
    'has toggles of annotations that take',
  ],
  [
    'a title as long as its panel',
    dashboard({ ...panel, title: 'Book age (Postgres)', gridPos: { x: 0, y: 0, w: 5, h: 4 } }),
    undefined,
  ],
  [
    'a title longer than its panel',
    dashboard({ ...panel, title: 'Book age (PostgreSQL)', gridPos: { x: 0, y: 0, w: 5, h: 4 } }),
    'a title that is cut off',
  ],
  [
    'a title beside a time of its own',
    dashboard({ ...panel, title: 'Slippage', timeFrom: '24h', gridPos: { x: 0, y: 0, w: 4, h: 4 } }),
    'a title that is cut off',
  ],
  [
    'thresholds without a base',
    dashboard(withField({ defaults: { unit: 's', noValue: 'no data', thresholds: { steps: [{ value: 0 }] } } })),
    'begin with 0 and not with null',
  ],
  [
    'thresholds out of order in an override',
    dashboard(
      withField({
        overrides: [
          { properties: [{ id: 'thresholds', value: { steps: [{ value: null }, { value: 2 }, { value: 1 }] } }] },
        ],
      }),
    ),
    'out of order: [2,1]',
  ],
  [
    'a link in a menu',
    { ...dashboard(panel), links: [{ type: 'link', title: 'x', placement: 'inControlsMenu' } as { type: string }] },
    'links.0.placement hides it',
  ],
  [
    'an unknown variable in a title',
    dashboard({ ...panel, title: 'Of $agents' }),
    'panels.0.title names the variable agents',
  ],
  [
    'a repeat over an unknown variable',
    dashboard({ ...panel, repeat: 'strategy' }),
    'panels.0.repeat names the variable strategy',
  ],
  ['an unused variable', dashboard({ ...panel, targets: [] }), 'nothing uses the variable agent'],
  [
    'a variable that only its own query names',
    {
      ...dashboard({ ...panel, targets: [] }),
      templating: { list: [{ ...agent, query: 'label_values(x{a="$agent"}, agent)' }] },
    },
    'nothing uses the variable agent',
  ],
  ['no text for All', withVariable({ allValue: '' }), 'takes several values'],
  ['no All at first', withVariable({ current: { value: [] } }), 'takes several values'],
  ['a variable that is never filled', withVariable({ refresh: 0 }), 'never queries'],
  [
    'a definition that is not the query',
    withVariable({ definition: 'label_values(agent)' }),
    'shows a different query',
  ],
  [
    'an initial value that is not an option',
    withVariable({ type: 'custom', multi: false, options: [{ value: '5' }], current: { value: '10' } }),
    'starts with 10',
  ],
  ['a link to an existing dashboard', dashboard({ ...panel, description: 'See /d/other?var-agent=a&x=1' }), undefined],
  [
    'a link to nowhere',
    dashboard({ ...panel, description: 'See /d/gone' }),
    'the dashboard gone, which does not exist',
  ],
  [
    'a link that sets an unknown variable',
    dashboard({ ...panel, description: 'See /d/other?a=b&var-strategy=x' }),
    'sets strategy, which other does not define',
  ],
  [
    'a link that keeps an unknown variable',
    dashboard({ ...panel, description: 'See /d/other?a=b&${strategy:queryparam}' }),
    'sets strategy, which other does not define',
  ],
  [
    'a menu with only its own dashboard',
    { ...dashboard(panel), tags: ['none'], links: [{ type: 'dashboards', title: 'All', tags: ['none'] }] },
    'lists no other dashboard',
  ],
])('%s', (_name, json, problem) => {
  if (problem === undefined) expect(problems(json)).toEqual([]);
  else expect(problems(json)).toContainEqual(expect.stringContaining(problem));
});
