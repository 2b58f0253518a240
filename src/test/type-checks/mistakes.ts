import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  defineCatalog,
  defineProject,
  delta,
  div,
  logql,
  loki,
  prometheus,
  promql,
  quantile,
  rate,
  rows,
  series,
  sql,
  sumBy,
} from 'pf-grafana';

import { catalog, project } from './catalog.ts';

// Never run: the compiler must reject each marked line; a mark without an error is itself an error.

const { gauge, counter, buckets, recorded, labelValues } = promql(project.sources.metrics, catalog);
const us = promql(project.sources.us, catalog);
const shop = sql(project.sources.orders, catalog.databases.shop);
const book = sql(project.sources.book, catalog.databases.book);
const copy = sql(project.sources.copy, catalog.databases.copy);
const { orders } = shop.tables;
const logs = logql(project.sources.logs, catalog);
const perRoute = sumBy(['route'], rate(counter('http_requests_total'), '5m'));
const alert = { title: 'A', threshold: { is: 'above', value: 1 }, for: '1m' } as const;

export const ofQueries = [
  // @ts-expect-error a metric that the catalog does not have
  () => gauge('queue_dept'),
  // @ts-expect-error a counter is not a gauge
  () => gauge('http_requests_total'),
  // @ts-expect-error the rate of a gauge
  () => rate(gauge('queue_depth'), '5m'),
  // @ts-expect-error the delta of a counter
  () => delta(counter('http_requests_total'), '5m'),
  // @ts-expect-error a label that the metric does not have
  () => counter('http_requests_total', { cod: '500' }),
  // @ts-expect-error a sum by a label that the series do not have
  () => sumBy(['rout'], rate(counter('http_requests_total'), '5m')),
  // @ts-expect-error a quantile of what is not a sum of buckets
  () => quantile(0.9, rate(counter('http_requests_total'), '5m')),
  // @ts-expect-error buckets of what is not a histogram
  () => buckets('queue_depth', { window: '5m' }),
  // @ts-expect-error a window in an unknown unit
  () => buckets('request_seconds', { by: ['route'], window: '5min' }),
  // @ts-expect-error a recorded series that the catalog does not have
  () => recorded('route:htp:rate5m'),
  // @ts-expect-error a recorded series has the labels that it was recorded with
  () => recorded('route:http:rate5m', { job: 'x' }),
  // @ts-expect-error the sides have different labels
  () => div(perRoute, gauge('queue_depth')),
  // @ts-expect-error two data sources in one query
  () => div(perRoute, sumBy(['route'], rate(us.counter('http_requests_total'), '5m'))),
  // @ts-expect-error a variable of a label that the metric does not have
  () => labelValues('queue_depth', 'queu'),
  // @ts-expect-error a Loki is not queried in PromQL
  () => promql(project.sources.logs, catalog),
  // @ts-expect-error a handle that the project does not have
  () => promql(project.sources.metrcs, catalog),
  // @ts-expect-error a column that the table does not have
  () => shop.query`SELECT ${orders.totl} FROM ${orders}`,
  // @ts-expect-error a table that the database does not have
  () => shop.tables.order,
  // @ts-expect-error a plain string could be anything
  () => shop.query`SELECT ${'total'} FROM ${orders}`,
  // @ts-expect-error a table of another database
  () => shop.query`SELECT * FROM ${book.tables.trades}`,
  // @ts-expect-error a table of another database of the same dialect
  () => book.query`SELECT * FROM ${copy.tables.trades}`,
  // @ts-expect-error a database with a different dialect than the data source
  () => sql(project.sources.orders, catalog.databases.book),
  // @ts-expect-error a stream label that the catalog does not have
  () => logs.stream({ ap: 'api' }),
  // @ts-expect-error a value that the label never has
  () => logs.stream({ app: 'ap' }),
  // @ts-expect-error Loki refuses a selector without a label
  () => logs.stream({}),
  // @ts-expect-error a field that the catalog does not have
  () => logs.where(logs.stream({ app: 'api' }), { evnt: 'x' }),
  // @ts-expect-error PromQL is not rows of a table
  () => rows(perRoute),
  // @ts-expect-error SQL is not a series of Prometheus
  () => series(shop.query`SELECT ${orders.total} FROM ${orders}`),
];

// One line each, because a mark applies only to the next line.
// oxfmt-ignore
export const ofCatalogs = [
  // @ts-expect-error a type that no metric has
  () => defineCatalog({ metrics: { a: { type: 'guage', labels: ['x'] } } }),
  // @ts-expect-error a fact that no metric has
  () => defineCatalog({ metrics: { a: { type: 'gauge', labels: ['x'], hlep: '' } } }),
  // @ts-expect-error a part that no catalog has
  () => defineCatalog({ metrcs: {} }),
  // @ts-expect-error a table without columns
  () => defineCatalog({ databases: { a: { dialect: 'mysql', tables: { t: {} } } } }),
  // @ts-expect-error an unknown dialect
  () => defineCatalog({ databases: { a: { dialect: 'oracle', tables: {} } } }),
  // @ts-expect-error a fact that no column has
  () => defineCatalog({ databases: { a: { dialect: 'mysql', tables: { t: { columns: { c: { type: 'int', nul: true } } } } } }, }),
  // @ts-expect-error a fact that no stream label has
  () => defineCatalog({ logs: { streamLabels: { app: { value: ['a'] } } } }),
];

// One line each, because a mark applies only to the next line.
// oxfmt-ignore
export const ofProjects = [
  // @ts-expect-error an unknown key of a source
  () => defineProject({ name: 'x', datasources: { m: prometheus({ url: 'x', scrapeIntervall: '15s' }) } }),
  // @ts-expect-error an unknown key of a project
  () => defineProject({ name: 'x', severites: ['a'] }),
  // @ts-expect-error a setting of another type
  () => defineProject({ name: 'x', settings: { a: 1 }, environments: { prod: { settings: { a: 'b' } } } }),
  // @ts-expect-error routes of a severity that the project does not have
  () => defineProject({ name: 'x', severities: ['page'], routes: { pge: ['a'] } }),
  // @ts-expect-error messages of a team that the project does not have
  () => defineProject({ name: 'x', teams: ['core'], teamAlerts: { cor: { title: 'a' } } }),
  // @ts-expect-error an unknown key of a team's alerts
  () => defineProject({ name: 'x', teams: ['core'], teamAlerts: { core: { titel: 'a' } } }),
  // @ts-expect-error a tenant's source of another type
  () => defineProject({ name: 'x', datasources: { m: prometheus({ url: 'x' }) }, tenants: { a: { datasources: { m: loki({ url: 'x' }) } } } }),
  // @ts-expect-error a tenant's source that the project does not have
  () => defineProject({ name: 'x', datasources: { m: prometheus({ url: 'x' }) }, tenants: { a: { datasources: { n: prometheus({ url: 'x' }) } } } }),
  // @ts-expect-error an unknown key of a tenant
  () => defineProject({ name: 'x', tenants: { a: { org: 2 } } }),
  // @ts-expect-error a catalog of a handle that the project does not have
  () => project.build({ catalogs: { metrcs: catalog } }),
  // @ts-expect-error a severity that the project does not have
  () => project.ruleGroup(() => ({ name: 'a', interval: '1m', rules: { a: { ...alert, query: perRoute, severity: 'pge' } }, })),
  // @ts-expect-error a team that the project does not have
  () => project.ruleGroup(() => ({ name: 'a', interval: '1m', rules: { a: { ...alert, query: perRoute, team: 'cor' } } })),
  // @ts-expect-error a source that the project does not have
  () => project.ruleGroup(() => ({ name: 'a', interval: '1m', rules: { a: { ...alert, query: { datasource: 'uss', promql: 'up' } } }, })),
  // @ts-expect-error the language of another source
  () => project.ruleGroup(() => ({ name: 'a', interval: '1m', rules: { a: { ...alert, query: { datasource: 'logs', promql: 'up' } } }, })),
  // @ts-expect-error an unknown key of a query
  () => project.ruleGroup(() => ({ name: 'a', interval: '1m', rules: { a: { ...alert, query: { datasource: 'us', promql: 'up', lookBck: 1 } } }, })),
  // @ts-expect-error an unknown key of a rule
  () => project.ruleGroup(() => ({ name: 'a', interval: '1m', rules: { a: { ...alert, query: perRoute, keepFiringfor: '5m' } }, })),
  // @ts-expect-error log lines have no numeric value
  () => project.ruleGroup(() => ({ name: 'a', interval: '1m', rules: { a: { ...alert, query: logs.stream({ app: 'api' }) } }, })),
  // @ts-expect-error an unknown key of a dashboard
  () => project.dashboard(() => ({ uid: 'a', dashboard: new DashboardBuilder('A'), foldr: 'B' })),
];
