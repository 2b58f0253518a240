import { expect, test } from 'vitest';

import { findQueries, queriesOfPanel } from './find.ts';
import { findPanels, namesToChoose, nearestPanels } from './find-panel.ts';
import type { Panel } from './grafana-files.ts';
import { periodOf, ruleIntervalMs } from './periods.ts';

const dashboard = {
  uid: 'board',
  title: 'The Board',
  panels: [
    {
      id: 1,
      type: 'row',
      title: 'Row',
      panels: [
        {
          id: 2,
          type: 'stat',
          title: 'Net P&L',
          gridPos: { w: 12 },
          datasource: { uid: 'pg' },
          targets: [{ refId: 'A', rawSql: 'SELECT $v, $__interval_ms' }],
        },
      ],
    },
    {
      id: 3,
      type: 'timeseries',
      title: 'Up',
      gridPos: { w: 24 },
      interval: '5m',
      targets: [
        { refId: 'A', datasource: { uid: 'prom' }, expr: 'up{job=~"$v"}' },
        { refId: 'B', datasource: { type: '__expr__', uid: '__expr__' } },
      ],
    },
    { id: 4, type: 'text', title: 'Words' },
    {
      id: 5,
      type: 'stat',
      title: 'A week',
      timeFrom: '7d',
      maxDataPoints: 7,
      targets: [{ refId: 'A', datasource: { type: 'loki', uid: 'elsewhere' }, expr: '{a="b"}' }],
    },
  ],
  templating: {
    list: [
      {
        name: 'v',
        type: 'query',
        multi: true,
        includeAll: true,
        datasource: { uid: 'prom' },
        query: 'label_values(up, job)',
      },
    ],
  },
  annotations: {
    list: [
      { name: 'Built in', datasource: { type: 'grafana', uid: '-- Grafana --' } },
      { name: 'Deploys', datasource: { uid: 'pg' }, target: { rawSql: 'SELECT 1' } },
    ],
  },
};
const files = new Map([
  ['dashboards/board.json', JSON.stringify(dashboard)],
  ['catalog.json', '{"uid": 1}'],
  [
    'provisioning/datasources/a.yaml',
    'datasources: [{uid: prom, type: prometheus, jsonData: {timeInterval: 30s}}, {uid: pg, type: postgres}]',
  ],
  [
    'provisioning/alerting/r.yaml',
    'groups: [{rules: [{uid: r, title: Rule, data: [{refId: A, datasourceUid: prom, relativeTimeRange: {from: 600, to: 60}, model: {expr: up}}, {refId: C, datasourceUid: __expr__, model: {}}]}]}]',
  ],
]);
const range = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-02T00:00:00Z') };
const queries = findQueries(files);

test('every query of a folder is found with its language, also in rows and where only the panel names the source', () => {
  expect(queries.map(({ where, place, language }) => [where, place, language])).toEqual([
    ['board: Net P&L A', 'panel', 'postgres'],
    ['board: Up A', 'panel', 'promql'],
    ['board: A week A', 'panel', 'logql'],
    ['board: annotation Deploys', 'annotation', 'postgres'],
    ['board: variable v', 'variable', 'promql'],
    ['rule r: A', 'rule', 'promql'],
  ]);
});

test.each([
  ['unknown source', { targets: [{ refId: 'A', datasource: { type: 'mystery' } }] }, 'no language is known'],
  ['no text', { targets: [{ refId: 'A', datasource: { type: 'loki' } }] }, 'no query text'],
])('a target with %s is an error', (_name, panel, message) => {
  expect(() => findQueries(new Map([['a.json', JSON.stringify({ uid: 'a', panels: [panel] })]]))).toThrow(message);
});

test.each([
  [
    'a source that no engine here can query',
    { targets: [{ refId: 'A', datasource: { type: 'mystery' } }] },
    ['no language is known for a data source of type "mystery"'],
  ],
  [
    'a source by its name, as in old dashboards',
    { targets: [{ refId: 'A', datasource: 'Metrics', expr: 'up' }] },
    ['promql'],
  ],
  [
    'a source by the uid that Grafana derives',
    { datasource: { uid: 'PBFA97CFB590B2093' }, targets: [{ refId: 'A', expr: 'up' }] },
    ['promql'],
  ],
  [
    'a source that a variable offers',
    { datasource: { uid: '${source}' }, targets: [{ refId: 'A', expr: '{a="b"}' }] },
    ['logql'],
  ],
  [
    'a source that its panel overrules',
    {
      datasource: { uid: 'pg' },
      targets: [{ refId: 'A', datasource: { type: 'loki', uid: 'gone' }, rawSql: 'SELECT 1' }],
    },
    ['postgres'],
  ],
  [
    'each of its own in a mixed panel',
    {
      datasource: { uid: '-- Mixed --' },
      targets: [
        { refId: 'A', datasource: { uid: 'pg' }, rawSql: 'SELECT 1' },
        { refId: 'B', datasource: { type: '__expr__', uid: '__expr__' } },
      ],
    },
    ['postgres'],
  ],
])('a panel in a foreign folder: %s', (_name, panel, expected) => {
  const board = { uid: 'a', templating: { list: [{ name: 'source', type: 'datasource', query: 'loki' }] } };
  const folder = new Map([
    [
      'd.yaml',
      'datasources: [{name: Metrics, uid: prom, type: prometheus}, {name: Prometheus, type: prometheus}, {name: SQL, uid: pg, type: postgres}]',
    ],
    ['broken.json', '{'],
    ['broken.yaml', 'a: ['],
  ]);
  expect(
    queriesOfPanel(folder, board, panel as Panel).map((query) => ('problem' in query ? query.problem : query.language)),
  ).toEqual(expected);
});

test("range and interval come from the panel's, the data source's and the rule's", () => {
  const seconds = (at: Date): number => (at.getTime() - range.to.getTime()) / 1000;
  expect(
    queries
      .map((query) => periodOf(query, range))
      .map(({ from, to, intervalMs, scrapeIntervalMs }) => [seconds(from), seconds(to), intervalMs, scrapeIntervalMs]),
  ).toEqual([
    [-86_400, 0, 120_000, 15_000],
    [-86_400, 0, 300_000, 30_000],
    [-7 * 86_400, 0, 86_400_000, 15_000],
    [-86_400, 0, 60_000, 15_000],
    [-86_400, 0, 60_000, 30_000],
    [-600, -60, 1000, 30_000],
  ]);
});

test.each([
  [{}, 1000],
  [{ intervalMs: 0, maxDataPoints: 0 }, 1000],
  [{ intervalMs: 20_000 }, 20_000],
  [{ interval: '30s', intervalMs: 20_000 }, 30_000],
  [{ maxDataPoints: 10 }, 60_000],
])('a rule over ten minutes with %j is queried in steps of %i ms', (model, intervalMs) => {
  expect(ruleIntervalMs(model, 600_000)).toBe(intervalMs);
});

test.each([
  ['board/2', [2]],
  ['board/net-p-l', [2]],
  ['the-board/Net P&L', [2]],
  ['board/key', [5]],
  ['board/row', []],
  ['other/2', []],
  ['board', []],
])('%s names the panels %j', (name, ids) => {
  expect(findPanels(files, name, (key) => (key === 'key' ? 5 : -1)).map(({ panel }) => panel.id)).toEqual(ids);
});

test('what is neither a panel nor a query is skipped', () => {
  const board = { uid: 'a', panels: [null, 5, { id: 1, title: 'P', type: 'stat', targets: [null, 'x'] }] };
  const [found] = findPanels(new Map([['a.json', JSON.stringify(board)]]), 'a/p', () => -1);
  expect(found && queriesOfPanel(new Map(), found.dashboard, found.panel)).toEqual([]);
});

test('a mistyped name finds similar ones', () => {
  expect(nearestPanels(files, 'bord/net-pl')[0]).toBe('board/net-p-l');
  expect(nearestPanels(files, 'zzz/qqq')).toEqual([]);
});

test('when no name is similar, there are names to choose from', () => {
  expect(namesToChoose(files, 'zzz/qqq')).toEqual(['board/']);
  expect(namesToChoose(files, 'board/qqq')).toContain('board/net-p-l');
  expect(namesToChoose(new Map(), 'zzz/qqq')).toEqual([]);
});
