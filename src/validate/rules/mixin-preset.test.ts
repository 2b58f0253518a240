import { describe, expect, test } from 'vitest';

import { prepareQueries } from '../../folder/expressions/prepare.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { dashboards, datasources } from '../../test/support/validated.ts';
import { validateFolder } from '../validate.ts';
import { rules } from './index.ts';

/** The rules of grafana/dashboard-linter, as of June 2026. */
const LINTER_RULES = [
  'panel-datasource-rule',
  'panel-no-targets-rule',
  'panel-title-description-rule',
  'panel-units-rule',
  'target-counter-agg-rule',
  'target-instance-rule',
  'target-job-rule',
  'target-logql-auto-rule',
  'target-logql-rule',
  'target-promql-rule',
  'target-rate-interval-rule',
  'template-datasource-rule',
  'template-instance-rule',
  'template-job-rule',
  'template-label-promql-rule',
  'template-on-time-change-reload-rule',
  'uneditable-dashboard',
];

test('every rule of the linter has a counterpart here', () => {
  const ofMixin = rules.filter(({ presets = [] }) => presets.includes('mixin'));
  const stoodFor = ofMixin.flatMap(({ standsFor = [] }) => standsFor);
  const found = new Set(stoodFor.flatMap((name) => /^dashboard-linter: (.+)$/.exec(name)?.[1] ?? []));
  expect([...found].sort()).toEqual(LINTER_RULES);
});

type Json = Readonly<Record<string, unknown>>;
const EXPR = 'sum(rate(http_requests_total{job=~"$job", instance=~"$instance"}[$__rate_interval]))';

/**
 * One change to a dashboard without findings, and the rules of ours that then find something, by the linter's rules
 * that it breaks.
 */
type Case = readonly [name: string, change: Change, expected: readonly string[]];

const CASES: readonly Case[] = [
  ['nothing', {}, []],
  ['no unit', { defaults: {} }, ['panel/unit']],
  ['a table without a unit', { type: 'table', defaults: {} }, ['panel/unit']],
  ['a bar gauge without a unit, which the linter leaves alone', { type: 'bargauge', defaults: {} }, []],
  ['a bar gauge without a description', { type: 'bargauge', panel: { description: undefined } }, []],
  ['no description', { panel: { description: undefined } }, ['panel/title']],
  ['a fixed source', { source: 'prometheus' }, ['panel/datasource-variable']],
  ['a counter as it is', { queries: [EXPR.replace(/rate\((.*)\[.*\]\)\)/, '$1)')] }, ['query/counter-total']],
  ['a selector of all jobs', { queries: [EXPR.replace('job=~"$job", ', '')] }, ['query/job-matcher']],
  ['one instance', { queries: [EXPR.replace('instance=~', 'instance=')] }, ['query/instance-matcher']],
  ['a fixed window', { queries: [EXPR.replace('$__rate_interval', '5m')] }, ['query/rate-interval']],
  ['invalid PromQL', { queries: ['sum('] }, ['query/syntax']],
  ['no source to choose', { datasource: undefined }, ['dashboard/datasource-variable', 'panel/datasource-variable']],
  ['a source of another name', { datasource: { name: 'ds' } }, ['dashboard/datasource-variable']],
  ['a source with another label', { datasource: { label: 'data source' } }, ['dashboard/datasource-variable']],
  ['jobs one by one', { job: { multi: false } }, ['dashboard/scope-variables']],
  ['jobs of another label', { job: { label: 'job' } }, ['dashboard/scope-variables']],
  ['all jobs by .*', { job: { allValue: '.*' } }, ['dashboard/scope-variables']],
  ['jobs asked once', { refresh: 1 }, ['variable/refresh']],
  ['a function that does not exist', { query: 'label_value(up, job)' }, ['query/syntax', 'variable/promql']],
  ['a dashboard to edit', { dashboard: { editable: true } }, ['dashboard/editable']],
];

interface Change {
  readonly dashboard?: Json;
  readonly panel?: Json;
  readonly type?: string;
  readonly defaults?: Json;
  readonly queries?: readonly string[];
  readonly source?: string;
  readonly datasource?: Json | undefined;
  readonly job?: Json;
  readonly refresh?: number;
  readonly query?: string;
}

// A v2 panel has no data source of its own, only those of its queries.
const OF_CLASSIC: readonly Case[] = [['no query', { queries: [] }, ['panel/targets']]];
const OF_V2: readonly Case[] = [['no query', { queries: [] }, ['panel/datasource-variable', 'panel/targets']]];

describe.each([
  ['classic', classic, [...CASES, ...OF_CLASSIC]],
  ['v2', v2, [...CASES, ...OF_V2]],
] as const)('a dashboard of the form %s', (_form, make, cases) => {
  test.each(cases)('%s', async (_name, change, expected) => {
    const files = {
      ...datasources({ name: 'Prometheus', uid: 'prometheus', type: 'prometheus' }),
      ...dashboards({ 'f/a.json': make(change) }),
    };
    const folder = openFolder(memoryTree(new Map(Object.entries(files)), ''), 'provisioning');
    const found = validateFolder(folder, { preset: 'mixin', queries: await prepareQueries(folder, undefined) });
    const ids = new Set(found.map(({ id }) => id));
    expect([...ids].sort()).toEqual(expected);
  });
});

/** The parts that both forms share. */
function partsOf(change: Change) {
  const { type = 'timeseries', defaults = { unit: 'reqps' }, queries = [EXPR], source = '$datasource' } = change;
  const variable = { label: 'Data source', name: 'datasource', ...change.datasource };
  return {
    type,
    defaults,
    queries,
    // Panels and jobs may use the variable under any name, but the linter requires a standard one.
    source: source === '$datasource' && 'datasource' in change && change.datasource ? `$${variable.name}` : source,
    sources: 'datasource' in change && change.datasource === undefined ? [] : [variable],
    scopes: ['Job', 'Instance'].map((label) => ({
      label,
      name: label.toLowerCase(),
      multi: true,
      includeAll: true,
      allValue: '.+',
      ...(label === 'Job' ? change.job : {}),
    })),
    refresh: change.refresh ?? 2,
    query: change.query ?? 'label_values(up, job)',
  };
}

function classic(change: Change): Json {
  const { type, defaults, queries, source, sources, scopes, refresh, query } = partsOf(change);
  const panel = {
    id: 1,
    type,
    title: 'Requests',
    description: 'How many.',
    gridPos: { x: 0, y: 0, w: 12, h: 8 },
    datasource: { type: 'prometheus', uid: source },
    targets: queries.map((expr, index) => ({ refId: `Q${index}`, expr })),
    fieldConfig: { defaults, overrides: [] },
    options: {},
    ...change.panel,
  };
  const list = [
    ...sources.map((variable) => ({ type: 'datasource', query: 'prometheus', ...variable })),
    ...scopes.map((variable) => ({
      type: 'query',
      refresh,
      query,
      datasource: { type: 'prometheus', uid: '$datasource' },
      ...variable,
    })),
  ];
  const rest = { uid: 'a', title: 'A', schemaVersion: 42, editable: false };
  return { ...rest, panels: [panel], templating: { list }, ...change.dashboard };
}

function v2(change: Change): Json {
  const { type, defaults, queries, source, sources, scopes, refresh, query } = partsOf(change);
  const ask = (uid: string, spec: Json) => ({
    kind: 'DataQuery',
    group: 'prometheus',
    version: 'v0',
    datasource: { name: uid },
    spec,
  });
  const panel = {
    id: 1,
    title: 'Requests',
    description: 'How many.',
    links: [],
    data: {
      kind: 'QueryGroup',
      spec: {
        queries: queries.map((expr, index) => ({
          kind: 'PanelQuery',
          spec: { refId: `Q${index}`, hidden: false, query: ask(source, { expr }) },
        })),
        transformations: [],
        queryOptions: {},
      },
    },
    vizConfig: {
      kind: 'VizConfig',
      group: type,
      version: '13.3.0',
      spec: { options: {}, fieldConfig: { defaults, overrides: [] } },
    },
    ...change.panel,
  };
  const variables = [
    ...sources.map((variable) => ({ kind: 'DatasourceVariable', spec: { pluginId: 'prometheus', ...variable } })),
    ...scopes.map((variable) => ({
      kind: 'QueryVariable',
      spec: {
        refresh: refresh === 2 ? 'onTimeRangeChanged' : 'onDashboardLoad',
        query: ask('$datasource', { query, refId: 'V' }),
        ...variable,
      },
    })),
  ];
  const element = { kind: 'ElementReference', name: 'requests' };
  const item = { kind: 'GridLayoutItem', spec: { x: 0, y: 0, width: 12, height: 8, element } };
  return {
    apiVersion: 'dashboard.grafana.app/v2',
    kind: 'Dashboard',
    metadata: { name: 'a' },
    spec: {
      title: 'A',
      editable: false,
      elements: { requests: { kind: 'Panel', spec: panel } },
      layout: { kind: 'GridLayout', spec: { items: [item] } },
      variables,
      ...change.dashboard,
    },
  };
}
