import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { datasourceHandles } from '../define/handles.ts';
import { recordedSeries } from '../fleet/catalog/recorded-series.ts';
import { compileProject, renderProject } from '../commands/project.ts';
import { findQueries } from '../verify/panel-queries/find.ts';
import { variableQuery } from '../verify/panel-queries/variable-query.ts';
import { expansionProblems, expansionsOf } from './support/fleet-queries.ts';
import { neededNames, notificationProblems, ruleProblems, secretProblems } from './support/alerting-checks.ts';
import { labelsOfSeries, lokiNames } from './support/catalog-names.ts';
import { datasourceProblems } from './support/dashboard-checks.ts';
import { logqlProblems } from './support/logql-names.ts';
import {
  alertingOf,
  dashboardsOf,
  datasourcesOf,
  type Folder,
  panelsOf,
  rulesOf,
  textsIn,
} from './support/out-folder.ts';
import { promqlLabels, promqlProblems, selectorsIn } from './support/promql-names.ts';
import { checkRules, hasPromtool } from './support/promtool.ts';
import { type FleetConfig, resolvedConfig } from './support/settings.ts';

const RULES = 'stack/prometheus/recording-rules.yaml';
const receivers = { chat: { type: 'slack', url: { env: 'CHAT_URL' } } } as const;

async function render(config: FleetConfig): Promise<Folder> {
  return renderProject(await compileProject(resolvedConfig(config)));
}

/** Every expanded PromQL text of a folder, including recording rules. */
function promqlOf(folder: Folder): { name: string; promql: string }[] {
  const asked = findQueries(folder)
    .filter(({ language }) => language === 'promql')
    .flatMap(expansionsOf)
    .flatMap(({ name, query, text }) => {
      const { series, promql } = query.place === 'variable' ? variableQuery(text) : { promql: text };
      return series === undefined && promql === undefined ? [] : [{ name, promql: series ?? promql ?? '' }];
    });
  return [...asked, ...recordingRules(folder).map(({ record, expr }) => ({ name: record, promql: expr }))];
}

function recordingRules(folder: Folder): { record: string; expr: string; labels?: Record<string, string> }[] {
  const { groups } = parse(folder.get(RULES) ?? '') as { groups: { rules: ReturnType<typeof recordingRules> }[] };
  return groups.flatMap(({ rules }) => rules);
}

/** Checks that hold for a folder with any configuration. */
function expectWhole(folder: Folder, addedLabels: readonly string[] = []): void {
  const provisioned = new Map(datasourcesOf(folder).map(({ uid, type }) => [uid, type]));
  expect(dashboardsOf(folder).flatMap(({ json }) => datasourceProblems(json, provisioned))).toEqual([]);
  expect([...ruleProblems(folder), ...notificationProblems(alertingOf(folder)), ...secretProblems(folder)]).toEqual([]);
  expect([...(folder.get('env.example') ?? '').matchAll(/^(\w+)=/gm)].map(([, name]) => name)).toEqual(
    neededNames(folder),
  );
  expect(findQueries(folder).flatMap(expansionProblems)).toEqual([]);
  expect(
    promqlOf(folder).flatMap(({ name, promql }) =>
      promqlProblems(promql, (series) => labelsOfSeries(series, addedLabels)).map((problem) => `${name}: ${problem}`),
    ),
  ).toEqual([]);
}

describe.each([
  {
    version: '10.1',
    schemaVersion: 38,
    postgres: 'postgres',
    clickhouse: /^4\.(\d|1[0-4])\./,
    hasAuto: false,
    hasLabelFields: false,
    recovers: false,
  },
  {
    version: undefined,
    schemaVersion: 42,
    postgres: 'grafana-postgresql-datasource',
    clickhouse: /^4\.(1[5-9]|[2-9]\d)\./,
    hasAuto: true,
    hasLabelFields: true,
    recovers: true,
  },
])(
  'for Grafana $version',
  async ({ version, schemaVersion, postgres, clickhouse, hasAuto, hasLabelFields, recovers }) => {
    const folder = await render({ ...(version ? { grafana: { version } } : {}), receivers });
    const queries = findQueries(folder);

    test('the pack is complete', () => {
      expectWhole(folder);
    });

    test('dashboards have its schema version', () => {
      const dashboards = dashboardsOf(folder);
      expect(new Set(dashboards.map(({ json }) => json.schemaVersion))).toEqual(new Set([schemaVersion]));
      const panels = dashboards.flatMap(({ json }) => panelsOf(json)).filter(({ type }) => type !== 'row');
      expect(panels.filter(({ pluginVersion }) => !pluginVersion?.startsWith(`${version ?? '13'}.`))).toEqual([]);
    });

    test('PostgreSQL has its plugin id everywhere', () => {
      const ids = [...folder]
        .filter(([path]) => path !== 'catalog.json')
        .flatMap(([path, text]) =>
          [...text.matchAll(/(?:"type": "|type: )((?:grafana-postgresql-datasource|postgres)\b)/g)].map(([, type]) => ({
            path,
            type,
          })),
        );
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.filter(({ type }) => type !== postgres)).toEqual([]);
    });

    test('ClickHouse queries have a plugin version that runs there', () => {
      // The query of a variable is a plain string without a version.
      const targets = queries
        .filter(({ language, target }) => language === 'clickhouse' && target.refId !== undefined)
        .map(({ target }) => target);
      expect(targets.length).toBeGreaterThan(0);
      expect(targets.filter(({ pluginVersion }) => !clickhouse.test(pluginVersion ?? ''))).toEqual([]);
    });

    test('LogQL uses only what its Loki data source supports', () => {
      const logql = queries.filter(({ language }) => language === 'logql');
      if (!hasAuto) expect(logql.filter(({ text }) => text.includes('$__auto'))).toEqual([]);
      expect(
        logql
          .flatMap(expansionsOf)
          .flatMap(({ name, query, text }) =>
            query.place === 'variable' ? [] : logqlProblems(text, lokiNames).map((problem) => `${name}: ${problem}`),
          ),
      ).toEqual([]);
      const loki = JSON.stringify(datasourcesOf(folder).find(({ type }) => type === 'loki'));
      expect(loki.includes('matcherType')).toBe(hasLabelFields);
    });

    test('rules use recovery thresholds where supported', () => {
      const conditions = rulesOf(folder).flatMap(({ data = [] }) =>
        data.flatMap(({ model }) => model.conditions ?? []),
      );
      expect(conditions.some(({ unloadEvaluator }) => unloadEvaluator !== undefined)).toBe(recovers);
    });
  },
);

test.skipIf(!hasPromtool())('Prometheus accepts the recording rules, and those of a selector', async () => {
  const plain = await render({});
  const selected = await render({ selector: { env: 'prod', region: 'eu"1\\' } });
  const count = recordingRules(plain).length;
  await expect(checkRules(plain.get(RULES) ?? '')).resolves.toMatch(`SUCCESS: ${count} rules found`);
  await expect(checkRules(selected.get(RULES) ?? '')).resolves.toMatch(`SUCCESS: ${count} rules found`);
});

test('the recording rules write exactly the series of the catalog, with its labels', async () => {
  const rules = recordingRules(await render({}));
  expect(rules.map(({ record }) => record).sort()).toEqual(Object.keys(recordedSeries).sort());
  expect(rules.map(({ record, expr }) => [record, promqlLabels(expr, labelsOfSeries).sort()])).toEqual(
    rules.map(({ record }) => [record, [...(labelsOfSeries(record) ?? [])].sort()]),
  );
});

describe('with a label selector', async () => {
  const folder = await render({ selector: { env: 'prod' }, receivers });

  test('every selector of every query, variable, rule and recording rule has it', () => {
    const selectors = promqlOf(folder).flatMap(({ name, promql }) =>
      selectorsIn(promql).map((selector) => ({ where: name, ...selector })),
    );
    expect(selectors.length).toBeGreaterThan(promqlOf(folder).length);
    expect(
      selectors.filter(
        ({ matchers }) =>
          !matchers.some(([label, operator, value]) => label === 'env' && operator === '=' && value === 'prod'),
      ),
    ).toEqual([]);
  });

  test('the recording rules write the label, so that the selector matches their series', () => {
    expect(recordingRules(folder).filter(({ labels }) => labels?.['env'] !== 'prod')).toEqual([]);
    expectWhole(folder, ['env']);
  });
});

test('with a uid prefix, only the data sources keep ours', async () => {
  const folder = await render({
    uidPrefix: 'acme-',
    receivers: { ...receivers, stop: { type: 'webhook', url: { env: 'STOP_URL' } } },
    halt: 'stop',
    muteTimings: { night: { severities: ['info'], times: [{ from: '01:00', to: '02:00' }] } },
  });
  const handles = new Set<string>(Object.values(datasourceHandles).map(({ uid }) => uid));
  const identities = [
    ...dashboardsOf(folder).map(({ json }) => json),
    ...rulesOf(folder),
    alertingOf(folder).contactPoints,
    alertingOf(folder).policies,
    alertingOf(folder).muteTimes,
  ]
    .flatMap((value) => textsIn(value))
    .filter(
      ({ path }) =>
        /uid$|^receiver$|^name$|^__dashboardUid__$/i.test(String(path.at(-1))) || path.includes('mute_time_intervals'),
    );
  expect(identities.length).toBeGreaterThan(0);
  expect(identities.filter(({ text }) => text.startsWith('pf-') && !handles.has(text))).toEqual([]);
  expect(
    [...folder].filter(([path, text]) => /(?:^|\/)pf-/.test(path) || /\/d\/(?!acme-)/.test(text)).map(([path]) => path),
  ).toEqual([]);
  expectWhole(folder);
});

test('with the longest uid prefix, Grafana accepts every uid', async () => {
  const folder = await render({ uidPrefix: 'sixteen-letters-', receivers });
  const uids = [
    ...dashboardsOf(folder).map(({ json }) => json.uid ?? ''),
    ...rulesOf(folder).map(({ uid }) => uid),
    ...alertingOf(folder).contactPoints.flatMap((point) => point.receivers.map(({ uid }) => uid)),
  ];
  expect(uids.filter((uid) => !/^sixteen-letters-[A-Za-z0-9_-]{1,24}$/.test(uid))).toEqual([]);
});

test("with a team's own data sources, their uids are used everywhere and they are not provisioned", async () => {
  const own = { uid: 'own-postgres', provision: false } as const;
  const folder = await render({
    receivers,
    datasources: {
      postgres: own,
      prometheus: { uid: 'own-prometheus', provision: false },
      loki: { uid: 'own-loki', provision: false },
      clickhouse: { uid: 'own-clickhouse', provision: false },
    },
  });
  expect(datasourcesOf(folder)).toEqual([]);
  const uids = new Set([
    ...findQueries(folder).map(({ target }) => target.datasource?.uid),
    ...rulesOf(folder).flatMap(({ data = [] }) => data.map(({ datasourceUid }) => datasourceUid)),
  ]);
  expect([...uids].filter((uid) => !/^own-|^__expr__$/.test(uid ?? ''))).toEqual([]);
  const provisioned = new Map([
    ['own-postgres', 'grafana-postgresql-datasource'],
    ['own-prometheus', 'prometheus'],
    ['own-loki', 'loki'],
    ['own-clickhouse', 'grafana-clickhouse-datasource'],
  ]);
  expect(dashboardsOf(folder).flatMap(({ json }) => datasourceProblems(json, provisioned))).toEqual([]);
  for (const { uid } of Object.values(datasourceHandles))
    expect(
      [...folder].filter(([path, text]) => path !== 'catalog.json' && text.includes(`"${uid}"`)).map(([path]) => path),
    ).toEqual([]);

  const mixed = await render({ receivers, datasources: { postgres: own } });
  expect(
    datasourcesOf(mixed)
      .map(({ type }) => type)
      .sort(),
  ).toEqual(['grafana-clickhouse-datasource', 'loki', 'prometheus']);
  expect(neededNames(mixed)).not.toContain('PG_GRAFANA_PASSWORD');
});

test('without receivers there are no contact points, and no policies that would replace those of the team', async () => {
  const folder = await render({});
  const { groups, contactPoints, policies, templates, muteTimes } = alertingOf(folder);
  expect({ contactPoints, policies, templates, muteTimes }).toEqual({
    contactPoints: [],
    policies: [],
    templates: [],
    muteTimes: [],
  });
  expect(groups.length).toBeGreaterThan(0);
  expect([...folder.keys()].filter((path) => path.startsWith('provisioning/alerting/'))).toHaveLength(1);
  expectWhole(folder);
});

test('with Tempo there is a data source for traces, and exemplars link to it', async () => {
  const exemplars = (folder: Folder): unknown =>
    datasourcesOf(folder).find(({ type }) => type === 'prometheus')?.jsonData?.['exemplarTraceIdDestinations'];
  const folder = await render({ datasources: { tempo: { url: 'http://traces:3200' } } });
  expect(datasourcesOf(folder)).toContainEqual(
    expect.objectContaining({ type: 'tempo', uid: 'pf-tempo', url: 'http://traces:3200' }),
  );
  expect(exemplars(folder)).toEqual([{ name: 'trace_id', datasourceUid: 'pf-tempo' }]);
  const without = await render({});
  expect(datasourcesOf(without).map(({ type }) => type)).not.toContain('tempo');
  expect(exemplars(without)).toBeUndefined();
});
