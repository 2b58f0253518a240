import { expect, test } from 'vitest';

import { defineCatalog } from '../catalog/define-catalog.ts';
import { logql } from './logql.ts';
import { delta, div, promql, rate, sub, sumBy, time } from './promql.ts';
import { myFrom, sql, timeFilter } from './sql.ts';

const catalog = defineCatalog({
  metrics: {
    queue_depth: { type: 'gauge', labels: ['queue'] },
    requests_total: { type: 'counter', labels: ['route', 'code'] },
    request_seconds: { type: 'histogram', labels: ['route'] },
  },
  recorded: { 'job:up:sum': { type: 'gauge', labels: ['job'] } },
  databases: {
    shop: { dialect: 'mysql', tables: { orders: { columns: { total: 'decimal(10,2)', placed_at: 'datetime' } } } },
    book: { dialect: 'postgres', tables: { trades: { columns: { ts: { type: 'timestamptz', help: 'Time.' } } } } },
  },
  logs: { streamLabels: { app: { values: ['api', 'web'] }, env: {} }, structuredMetadata: { event: {} } },
});
const metrics = { handle: 'metrics', type: 'prometheus' } as const;
const us = { handle: 'us', type: 'prometheus' } as const;
const { gauge, counter, recorded, labelValues, buckets } = promql(metrics, catalog);
const other = promql(us, catalog);
const logs = logql({ handle: 'logs', type: 'loki' }, catalog);
const shop = sql({ handle: 'orders', type: 'mysql' }, catalog.databases.shop);
const book = sql({ handle: 'book', type: 'grafana-postgresql-datasource' }, catalog.databases.book);
const { orders } = shop.tables;

// `build` does not run tsc, so these checks repeat type errors; the casts silence the compiler.
test.each<[string, () => unknown, string]>([
  ['a metric', () => gauge('queue_dept' as 'queue_depth'), 'no metric "queue_dept". Did you mean "queue_depth"?'],
  ['a label', () => gauge('queue_depth', { queu: 'a' } as object), 'no label "queu". Did you mean "queue"?'],
  [
    'a series',
    () => recorded('job:up:sun' as 'job:up:sum'),
    'no recorded series "job:up:sun". Did you mean "job:up:sum"?',
  ],
  [
    'a kind',
    () => gauge('requests_total' as 'queue_depth'),
    '"requests_total" is a counter, which is selected with counter.',
  ],
  [
    'a rate',
    () => rate(gauge('queue_depth') as never, '5m'),
    'rate() takes the series of a counter, and queue_depth is a gauge.',
  ],
  ['a delta', () => delta(counter('requests_total') as never, '5m'), 'delta() takes the series of a gauge'],
  [
    'a label of a sum',
    () => sumBy(['rout' as 'route'], rate(counter('requests_total'), '5m')),
    'Did you mean "route"?',
  ],
  [
    'a label of buckets',
    () => buckets('request_seconds', { by: ['rute' as 'route'], window: '5m' }),
    'no label "rute". Did you mean "route"?',
  ],
  [
    'a label of a variable',
    () => labelValues('queue_depth', 'quue' as 'queue'),
    'no label "quue". Did you mean "queue"?',
  ],
  [
    'a second Prometheus',
    () => div(gauge('queue_depth'), other.gauge('queue_depth') as never),
    'data source "metrics" is combined with one of "us"',
  ],
  ['a table', () => (shop.tables as unknown as { order: unknown }).order, 'no table "order". Did you mean "orders"?'],
  ['a column', () => (orders as unknown as { totl: unknown }).totl, 'no column "totl". Did you mean "total"?'],
  [
    'a string in SQL',
    () => shop.query`SELECT ${'total' as never} FROM ${orders}`,
    'which is not a table, a column or a value',
  ],
  [
    'a table of another database',
    () => shop.query`SELECT * FROM ${book.tables.trades as never}`,
    'data source "orders" (mysql) has a part of "book" (postgres): trades.',
  ],
  ['a stream label', () => logs.stream({ ap: 'api' } as never), 'no stream label "ap" of logs. Did you mean "app"?'],
  ['a value of a stream', () => logs.stream({ app: 'ap' as 'api' }), 'never has the value "ap". Did you mean "api"?'],
  [
    'a field',
    () => logs.where(logs.stream({ app: 'api' }), { evnt: 'x' } as object),
    'no field "evnt" of logs. Did you mean "event"?',
  ],
])('for %s that the catalog does not have, the error suggests the nearest one', (_name, write, message) =>
  expect(write).toThrow(message),
);

test('known names are written, with their data source', () => {
  expect(gauge('queue_depth', { queue: 'mail' })).toMatchObject({
    promql: 'queue_depth{queue="mail"}',
    datasource: 'metrics',
  });
  expect(sub(time(), gauge('queue_depth'))).toMatchObject({ promql: 'time() - queue_depth', datasource: 'metrics' });
  expect(labelValues('request_seconds', 'instance')).toEqual({
    labelValues: 'label_values(request_seconds_count, instance)',
    datasource: 'metrics',
  });
  expect(
    shop.query`SELECT ${orders.total} FROM ${orders} WHERE ${timeFilter(orders.placed_at)} AND ${orders.placed_at} > ${myFrom}`,
  ).toEqual({
    dialect: 'mysql',
    datasource: 'orders',
    sql: 'SELECT total FROM orders WHERE $__timeFilter(placed_at) AND placed_at > $__timeFrom()',
  });
  expect(logs.where(logs.stream({ app: 'api' }), { event: 'refused' })).toEqual({
    logql: '{app="api"} | event="refused"',
    kind: 'logs',
    datasource: 'logs',
  });
});

test.each<[string, unknown, string]>([
  [
    'a part',
    { metrcs: {} },
    'The catalog has the key "metrcs", which is not known, so it would be lost. Did you mean "metrics"?',
  ],
  ['a fact', { metrics: { up: { type: 'gauge', labels: [], hlep: '' } } }, 'Metric "up" has the key "hlep"'],
  [
    'a type',
    { metrics: { up: { type: 'guage', labels: [] } } },
    'not one of gauge, counter, histogram, summary, untyped. Did you mean "gauge"?',
  ],
  ['labels', { metrics: { up: { type: 'gauge' } } }, "Write labels: ['…'], or [] where there are none."],
  ['a dialect', { databases: { shop: { dialect: 'mysq', tables: {} } } }, 'Did you mean "mysql"?'],
  [
    'columns',
    { databases: { shop: { dialect: 'mysql', tables: { a: {} } } } },
    'Table "a" of database "shop" has no columns',
  ],
  [
    'a fact of a column',
    { databases: { shop: { dialect: 'mysql', tables: { a: { columns: { b: { typ: 'int' } } } } } } },
    'Column "a.b" of database "shop" has the key "typ"',
  ],
  ['a stream label', { logs: { streamLabels: { app: { value: [] } } } }, 'Stream label "app" has the key "value"'],
])('a catalog with a mistake in %s is refused with the nearest valid word', (_name, facts, message) =>
  expect(() => defineCatalog(facts as object)).toThrow(message),
);
