import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  PanelBuilder,
  DashboardLinkBuilder,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, test } from 'vitest';

import type { PanelSpec } from '../define/definitions.ts';
import { annotation } from '../panels/annotations.ts';
import { logSeries, rows, series } from '../panels/targets.ts';
import { timeseries } from '../panels/time-series.ts';
import { table } from '../panels/tables.ts';
import { countBy, stream } from '../fleet/queries/logql.ts';
import { gauge } from '../fleet/queries/promql.ts';
import { ch, chTable, pg, pgTable } from '../fleet/queries/sql.ts';
import { settingsOf } from '../test/support/settings.ts';
import type { CompileContext, JsonObject } from './context.ts';
import { compileDashboard } from './dashboard.ts';
import { panelId } from './panel-id.ts';
import { resolveReference } from './sources.ts';
import { targetFacts } from './target.ts';

function context(version = { major: 13, minor: 2 }): CompileContext {
  return {
    settings: settingsOf(),
    facts: targetFacts(version),
    datasource: (ref) => resolveReference(ref, settingsOf(), targetFacts(version)),
    source: (handle) => ({ type: 't', uid: handle }),
    panelId: ({ key }) => panelId(key),
    promql: (text) => `<${text}>`,
    labelValues: (text) => text,
  };
}

function compile(
  panels: readonly PanelSpec[],
  builder = new DashboardBuilder('T'),
  version?: { major: number; minor: number },
) {
  return compileDashboard(
    { uid: 'pf-t', dashboard: builder, rows: [{ key: 'row', title: 'Row', panels }] },
    context(version),
  );
}

function onlyPanel(panel: PanelSpec['panel'], version?: { major: number; minor: number }): JsonObject {
  return (
    (compile([{ key: 'p', width: 12, height: 8, panel }], undefined, version).json['panels'] as JsonObject[])[1] ?? {}
  );
}

const agents = pgTable('agents');
const drawdown = gauge('pf_drawdown_pct');

describe('what the SDK leaves out is added', () => {
  test('ids from keys, positions, refIds, data sources on panel and targets', () => {
    const panel = onlyPanel(timeseries('A', 'a').withTarget(series(drawdown)).withTarget(series(drawdown)));
    const datasource = { uid: 'pf-prometheus', type: 'prometheus' };
    expect(panel).toMatchObject({
      gridPos: { x: 0, y: 1, w: 12, h: 8 },
      datasource,
      targets: [
        { refId: 'A', datasource },
        { refId: 'B', datasource },
      ],
    });
    expect(panel['id']).toBeGreaterThan(0);
  });
  test('the configured matchers in an annotation, wherever its query is', () => {
    const builder = new DashboardBuilder('T')
      .annotation(annotation('Deployments', 'changes(build_info[1m])', { text: '{{version}}', tags: ['env', 'team'] }))
      .annotation(annotation('Halts', stream({ service_name: 'pf-agent' }), { color: 'red', enabled: false }))
      .annotation(annotation('Trades', pg`SELECT ${agents.registered_at} AS time FROM ${agents}`));
    const { list } = compile([], builder).json['annotations'] as { list: JsonObject[] };
    expect(list.slice(1)).toMatchObject([
      {
        name: 'Deployments',
        datasource: { type: 'prometheus', uid: 'pf-prometheus' },
        expr: '<changes(build_info[1m])>',
        textFormat: '{{version}}',
        tagKeys: 'env,team',
        enable: true,
      },
      { datasource: { type: 'loki' }, expr: '{service_name="pf-agent"}', iconColor: 'red', enable: false },
      { target: { refId: 'Anno', rawSql: expect.stringContaining('AS time') as string } },
    ]);
    const sdk = new AnnotationQueryBuilder()
      .name('A')
      .datasource({ type: 'prometheus', uid: 'pf-prometheus' })
      .target(series('up'));
    const own = compile([], new DashboardBuilder('T').annotation(sdk)).json['annotations'] as { list: JsonObject[] };
    expect(own.list[1]).toMatchObject({ target: { expr: '<up>' } });
  });
  test('two data sources make a mixed panel', () => {
    const panel = onlyPanel(
      timeseries('A', 'a')
        .withTarget(series(drawdown))
        .withTarget(rows(pg`SELECT ${agents.agent_id} FROM ${agents}`)),
    );
    expect(panel['datasource']).toEqual({ type: 'datasource', uid: '-- Mixed --' });
  });
  test('a library panel keeps only the uid and name by which Grafana finds it', () => {
    const shared = new PanelBuilder().libraryPanel({ uid: 'abc', name: 'Shared' });
    const place = { x: 12, y: 3, w: 6, h: 4 };
    const builder = new DashboardBuilder('T').withPanel(
      new PanelBuilder().libraryPanel({ uid: 'def', name: 'Own place' }).gridPos(place),
    );
    const { json } = compile([{ key: 'p', width: 8, height: 6, panel: shared }], builder);
    const [own, , inRow] = json['panels'] as JsonObject[];
    expect(own).toMatchObject({ libraryPanel: { uid: 'def', name: 'Own place' }, gridPos: place });
    expect(inRow).toMatchObject({
      id: panelId('p'),
      libraryPanel: { uid: 'abc', name: 'Shared' },
      gridPos: { x: 0, y: 8, w: 8, h: 6 },
    });
    // Grafana takes everything else from the library.
    expect(inRow).not.toHaveProperty('datasource');
  });
  test('empty lists and the toggle for alert states are written', () => {
    const { json } = compile([]);
    expect(json).toMatchObject({
      templating: { list: [] },
      links: [],
      annotations: { list: [{ builtIn: 1 }] },
      uid: 'pf-t',
      id: null,
    });
  });
});

describe('what the SDK adds wrongly is removed', () => {
  test('the placement that hides links, and the dashboard fields of panel and data links', () => {
    const { json } = compile(
      [
        {
          key: 'p',
          width: 6,
          height: 4,
          panel: timeseries('A', 'a')
            .links([new DashboardLinkBuilder('L').url('/x')])
            .dataLinks([new DashboardLinkBuilder('D').url('/y')]),
        },
      ],
      new DashboardBuilder('T').links([new DashboardLinkBuilder('M').url('/z')]),
    );
    expect(JSON.stringify(json)).not.toContain('inControlsMenu');
    const panel = (json['panels'] as JsonObject[])[1];
    expect(panel?.['links']).toEqual([{ title: 'L', url: '/x', targetBlank: false }]);
    expect(panel?.['fieldConfig']).toMatchObject({
      defaults: { links: [{ title: 'D', url: '/y', targetBlank: false }] },
    });
  });
  test('functions, redundant defaults, the origin of a query', () => {
    const panel = onlyPanel(timeseries('A', 'a').withTarget(series({ ...drawdown, origin: 'x.y' })));
    expect(Object.keys(panel)).not.toContain('transparent');
    expect(Object.keys(panel)).not.toContain('repeatDirection');
    expect(panel['targets']).toEqual([
      {
        datasource: { type: 'prometheus', uid: 'pf-prometheus' },
        editorMode: 'code',
        expr: '<pf_drawdown_pct>',
        instant: false,
        legendFormat: '__auto',
        range: true,
        refId: 'A',
      },
    ]);
  });
});

test.each<[Record<string, unknown>, string]>([
  [{ expr: 'up' }, 'up'],
  [{ rawSql: 'SELECT 1', format: 'table' }, 'SELECT 1'],
  [{ query: 'level:error', metrics: [] }, 'level:error'],
  [{ queryText: 'fields @message' }, 'fields @message'],
  [{ target: 'a.b.c' }, 'a.b.c'],
  [{ namespace: 'AWS/EC2', metricName: 'CPUUtilization' }, '{"namespace":"AWS/EC2","metricName":"CPUUtilization"}'],
])('the query of %j is listed as %s', (members, text) => {
  const target = { build: () => ({ datasource: { type: 'some-plugin', uid: 'x' }, ...members }) };
  const { queries } = compile([
    { key: 'p', width: 12, height: 8, panel: new PanelBuilder().title('A').withTarget(target as never) },
  ]);
  expect(queries.map((query) => query.text)).toEqual([text]);
});

describe('one definition has one output', () => {
  test('whatever the order of the setters', () => {
    const one = compile([{ key: 'p', width: 6, height: 4, panel: timeseries('A', 'a').unit('s').decimals(1) }]);
    const other = compile([{ key: 'p', width: 6, height: 4, panel: timeseries('A', 'a').decimals(1).unit('s') }]);
    expect(JSON.stringify(one.json)).toBe(JSON.stringify(other.json));
  });
  test('a panel keeps its id when it is moved and retitled', () => {
    const ids = (panels: PanelSpec[]) => Object.fromEntries(compile(panels).panels.map(({ key, id }) => [key, id]));
    const make = (key: string, title: string): PanelSpec => ({
      key,
      width: 6,
      height: 4,
      panel: timeseries(title, 'd'),
    });
    expect(ids([make('a', 'A'), make('b', 'B')])).toEqual(ids([make('b', 'New'), make('a', 'A')]));
  });
  test('two panels made from one builder are independent', () => {
    const shared: { build: () => Panel } = timeseries('A', 'a');
    const panels = compile([
      { key: 'a', width: 6, height: 4, panel: shared },
      { key: 'b', width: 6, height: 4, panel: shared },
    ]).json['panels'] as JsonObject[];
    expect(panels.slice(1).map((panel) => (panel['gridPos'] as JsonObject)['x'])).toEqual([0, 6]);
  });
});

describe('the target release decides', () => {
  const old = { major: 10, minor: 1 };
  const lokiPanel = () =>
    timeseries('A', 'a').withTarget(logSeries(countBy(['event'], stream({ service_name: 'pf-escrow' })), '{{event}}'));
  const expr = (panel: JsonObject) => (panel['targets'] as JsonObject[])[0]?.['expr'];
  test('$__auto of Loki', () => {
    expect(expr(onlyPanel(lokiPanel()))).toContain('[$__auto]');
    expect(expr(onlyPanel(lokiPanel(), old))).toContain('[$__interval]');
  });
  test('versions of the schema, the panels and the ClickHouse query', () => {
    const trades = chTable('agent_trades');
    const panel = (version?: typeof old) =>
      onlyPanel(timeseries('A', 'a').withTarget(rows(ch`SELECT ${trades.agent_id} FROM ${trades}`)), version);
    expect(panel()).toMatchObject({
      pluginVersion: '13.2.0',
      targets: [{ format: 1, queryType: 'table', editorType: 'sql', pluginVersion: '4.20.0' }],
    });
    expect(panel(old)).toMatchObject({ pluginVersion: '10.1.0', targets: [{ pluginVersion: '4.14.1' }] });
    expect(compile([], undefined, old).json['schemaVersion']).toBe(38);
    expect(compile([]).json['schemaVersion']).toBe(42);
  });
  test('the footer of a table', () => {
    expect(onlyPanel(table('A', 'a', []))['options']).not.toHaveProperty('footer');
    expect(onlyPanel(table('A', 'a', []), old)['options']).toHaveProperty('footer');
  });
});

test('panels of a collapsed row are inside it', () => {
  const row = {
    key: 'r',
    title: 'R',
    collapsed: true,
    panels: [{ key: 'p', width: 6, height: 4, panel: timeseries('A', 'a') }],
  };
  const { json } = compileDashboard({ uid: 'pf-t', dashboard: new DashboardBuilder('T'), rows: [row] }, context());
  expect(json['panels']).toMatchObject([{ type: 'row', collapsed: true, panels: [{ title: 'A' }] }]);
});
