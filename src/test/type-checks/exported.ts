import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  alertTest,
  annotation,
  columnVariable,
  dailySeries,
  dashboardsLink,
  datasourceRef,
  defineConfig,
  defineDashboard,
  defineDatasource,
  defineNotifications,
  defineRule,
  defineRuleGroup,
  div,
  gauge as gaugePanel,
  intervalVariable,
  labelVariable,
  link,
  logql,
  promql,
  quantile,
  queries,
  rate,
  receiver,
  receiverTypes,
  route,
  rows,
  ruleTest,
  series,
  sql,
  stat,
  sumBy,
  table,
  testdata,
  text,
  timeFilter,
  timeseries,
  units,
} from 'pf-grafana';

import { catalog, project } from './catalog.ts';

// Every kind of definition, exported with its inferred type, because a package of definitions has declarations.

export const metrics = promql(project.sources.metrics, catalog);
export const { gauge, counter, buckets, recorded, labelValues } = metrics;
export const shop = sql(project.sources.orders, catalog.databases.shop);
export const { query, tables } = shop;
export const lines = logql(project.sources.logs, catalog);
export const errors = lines.countBy(['event'], lines.stream({ app: 'api' }));
export const p99 = quantile(0.99, buckets('request_seconds', { by: ['route'], window: '5m' }));
export const perRoute = sumBy(['route'], rate(counter('http_requests_total'), '5m'));
export const http = queries('http', {
  perRoute: () => perRoute,
  share: (code: string) =>
    div(
      sumBy(['route'], rate(counter('http_requests_total', { code }), '5m')),
      sumBy(['route'], rate(counter('http_requests_total'), '5m')),
    ),
});
export const orders = query`SELECT ${tables.orders.total} FROM ${tables.orders} WHERE ${timeFilter(tables.orders.placed_at)}`;
export const route_ = { variable: 'route', multi: true } as const;
export const variables = [
  labelVariable(route_, 'Route', 'Routes to show.', labelValues('http_requests_total', 'route')),
  columnVariable(route_, 'Order', 'Orders to show.', orders),
  intervalVariable({ variable: 'step', multi: false }, 'Step', 'Width of a point.', ['1m', '1h'], '1m'),
];
export const marks = [
  annotation('Deployments', 'changes(build_info[1m])', { text: '{{version}}', tags: ['env'] }),
  annotation('Errors', perRoute),
  annotation('Refused', lines.where(lines.stream({ app: 'api' }), { event: 'refused' }), { color: 'red' }),
  annotation('Orders', orders),
];
export const panels = {
  one: stat('A', 'a'),
  two: gaugePanel('B', 'b'),
  notes: text('C', '# c'),
  four: timeseries('D', 'd'),
  days: dailySeries('E', 'e'),
};
export const orderTable = table('Orders', 'Orders.', [{ field: 'total', title: 'Total', unit: units.count }]);
export const targets = [series(perRoute, '{{route}}'), series('up'), rows(orders)];
export const board = project.dashboard((c) => ({
  uid: c.uid('overview'),
  dashboard: new DashboardBuilder('Overview').withPanel(stat('A', 'a').datasource(c.sources.metrics)),
  rows: [
    {
      key: 'r',
      title: 'R',
      panels: [{ key: 'p', width: 12, height: 8, panel: timeseries('D', 'd').withTarget(series(perRoute)) }],
    },
  ],
}));
export const rules = project.ruleGroup((c) => ({
  name: 'api',
  interval: '1m',
  rules: {
    slow: {
      title: 'Slow',
      query: p99,
      threshold: { is: 'above', value: c.settings.maxErrorRatio },
      for: '5m',
      severity: 'page',
      team: 'core',
    },
    errors: { title: 'Errors', query: errors, threshold: { is: 'within', value: [5, 10] }, for: '5m' },
    orders: { title: 'Orders', query: orders, threshold: { is: 'below', value: 1 }, for: '5m' },
    both: {
      title: 'Both',
      queries: { A: perRoute, B: { datasource: 'orders', sql: 'SELECT 1 AS value' } },
      expressions: { C: { reduce: 'A' }, D: { reduce: 'B' }, E: { math: '$C > $D' } },
      condition: 'E',
      for: '5m',
    },
    written: { title: 'Written', query: perRoute, record: { metric: 'route:http:rate5m', to: 'metrics' } },
  },
}));
export const build = project.build({
  dashboards: [board],
  ruleGroups: [rules],
  catalogs: { metrics: catalog, orders: catalog.databases.shop, logs: catalog },
});
export const plainBoard = defineDashboard(() => ({ uid: 'a', dashboard: new DashboardBuilder('A') }));
export const plainRules = defineRuleGroup(() => ({ name: 'a', interval: '1m', rules: [] }));
export const plainSource = defineDatasource(() => ({ name: 'a', type: 'tempo', uid: 'a', jsonData: {} }));
export const plainNotifications = defineNotifications(() => ({ contactPoints: [], muteTimes: [], templates: [] }));
export const plainConfig = defineConfig({ folder: 'A', dashboards: [plainBoard] });
export const source = testdata();
export const reference = datasourceRef('prometheus');
export const place = receiver('slack', { url: 'x' });
export const places = receiverTypes;
export const menu = link('Docs', 'https://example.com');
export const others = dashboardsLink('Services', ['service']);
export const rule = defineRule({
  id: 'team/a',
  severity: 'warning',
  description: 'd',
  why: 'w',
  bad: '{}',
  good: '{}',
});
export const ruleCases = ruleTest;
export const alertCase = alertTest({ name: 'a', rule: 'payments-slow', series: { up: '1x5' }, expect: { '1m': [] } });
export const routed = route;
