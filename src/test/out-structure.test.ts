import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, test } from 'vitest';

import { type BuildInput, compilePack } from '../compile/compile.ts';
import { inKeyOrder } from '../compile/key-order.ts';
import { defineDashboard } from '../define/definitions.ts';
import { emitJson } from '../emit/json.ts';
import { link } from '../panels/links.ts';
import { instant } from '../panels/targets.ts';
import { stat } from '../panels/values.ts';
import { agentVariable } from '../fleet/panels/variables.ts';
import { gauge } from '../fleet/queries/promql.ts';
import { agentId } from '../fleet/queries/variables.ts';
import { slug } from '../grafana/slug.ts';
import {
  appearanceProblems,
  datasourceProblems,
  idProblems,
  layoutProblems,
  linkProblems,
  repeated,
  variableProblems,
} from './support/dashboard-checks.ts';
import { committedFolder, dashboardsOf, datasourcesOf, panelsOf } from './support/out-folder.ts';
import { settingsOf } from './support/settings.ts';

const folder = committedFolder();
const dashboards = dashboardsOf(folder);
const all = dashboards.map(({ json }) => json);
const provisioned = new Map(datasourcesOf(folder).map(({ uid, type }) => [uid, type]));

describe.each(dashboards)('$path', ({ path, folder: title, text, json }) => {
  test('has unique ids', () => {
    expect(idProblems(json)).toEqual([]);
  });

  test('refers to provisioned data sources everywhere', () => {
    expect(datasourceProblems(json, provisioned)).toEqual([]);
  });

  test('fits the grid', () => {
    expect(layoutProblems(json)).toEqual([]);
  });

  test('has titles, descriptions, units, legends, limits, and a text for no data', () => {
    expect(appearanceProblems(json)).toEqual([]);
  });

  test('defines the variables it uses and uses those it defines', () => {
    expect(variableProblems(json)).toEqual([]);
  });

  test('links to dashboards that exist, with their variables', () => {
    expect(linkProblems(json, all)).toEqual([]);
  });

  test('has a name that Grafana accepts', () => {
    expect(path.endsWith(`/${json.uid}.json`)).toBe(true);
    expect(json.uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
    expect(json.id ?? null).toBeNull();
    expect(slug(json.title ?? '')).not.toBe(slug(title));
    expect(slug(json.title ?? '')).not.toBe('');
  });

  test('is written for the newest Grafana', () => {
    const panels = panelsOf(json).filter(({ type }) => type !== 'row');
    const targets = panels.flatMap((panel) => panel.targets ?? []);
    expect(json.schemaVersion).toBe(42);
    expect(panels.filter(({ pluginVersion }) => !pluginVersion?.startsWith('13.'))).toEqual([]);
    expect(targets.filter(({ datasource }) => datasource?.type === 'postgres')).toEqual([]);
    expect(
      targets.filter(
        ({ datasource, pluginVersion }) =>
          datasource?.type === 'grafana-clickhouse-datasource' && !/^4\.(1[5-9]|[2-9]\d)\./.test(pluginVersion ?? ''),
      ),
    ).toEqual([]);
  });

  test('has its keys in the fixed order', () => {
    expect(emitJson(inKeyOrder(json) as object)).toBe(text);
  });
});

test('no two dashboards share a uid or a title', () => {
  expect(dashboards.length).toBeGreaterThan(0);
  expect(repeated(dashboards.map(({ json }) => json.uid ?? ''))).toEqual([]);
  expect(repeated(dashboards.map(({ folder: title, json }) => `${title}/${slug(json.title ?? '')}`))).toEqual([]);
});

test('the order of setters in a definition does not affect the file', () => {
  const settings = settingsOf();
  const target = (): ReturnType<typeof instant> => instant(gauge('pf_drawdown_pct', { agent_id: agentId }));
  const first = defineDashboard(() => ({
    uid: 'pf-order',
    dashboard: new DashboardBuilder('Order')
      .tags(['a'])
      .refresh('1m')
      .timezone('utc')
      .description('d')
      .withVariable(agentVariable())
      .link(link('x', '/x')),
    rows: [
      {
        key: 'r',
        title: 'Row',
        panels: [
          { key: 'p', width: 4, height: 4, panel: stat('P', 'd').unit('s').decimals(1).min(0).withTarget(target()) },
        ],
      },
    ],
  }));
  const second = defineDashboard(() => ({
    rows: [
      {
        panels: [
          { panel: stat('P', 'd').withTarget(target()).min(0).decimals(1).unit('s'), height: 4, width: 4, key: 'p' },
        ],
        title: 'Row',
        key: 'r',
      },
    ],
    dashboard: new DashboardBuilder('Order')
      .link(link('x', '/x'))
      .withVariable(agentVariable())
      .description('d')
      .timezone('utc')
      .refresh('1m')
      .tags(['a']),
    uid: 'pf-order',
  }));
  const [one, other] = [first, second].map((dashboard) => {
    const pack: BuildInput = {
      dashboards: [dashboard],
      ruleGroups: [],
      datasources: [],
      notifications: [],
      tenantNotifications: [],
    };
    const unchanged = (text: string): string => text;
    const texts = { promql: unchanged, labelValues: unchanged, dashboardText: emitJson };
    return compilePack(pack, settings, texts).dashboards[0]?.text;
  });
  expect(one).toContain('"decimals": 1');
  expect(other).toBe(one);
});
