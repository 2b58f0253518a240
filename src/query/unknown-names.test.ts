import { expect, test } from 'vitest';

import { promql } from './promql.ts';
import { tablesOf } from './sql.ts';

const { gauge, recorded } = promql({
  metrics: { queue_depth: { type: 'gauge', labels: ['queue'] } },
  recorded: { 'job:up:sum': { type: 'gauge', labels: ['job'] } },
  targetLabels: ['job', 'instance'],
});
const table = tablesOf('postgres', { orders: { columns: { total: {}, placed_at: {} } } });

// `build` does not ask tsc: each of these is also an error of the compiler, which the casts keep quiet.
test.each<[string, () => unknown, string]>([
  ['a metric', () => gauge('queue_dept' as 'queue_depth'), 'no metric "queue_dept". Did you mean "queue_depth"?'],
  ['a label', () => gauge('queue_depth', { queu: 'a' } as object), 'no label "queu". Did you mean "queue"?'],
  [
    'a series',
    () => recorded('job:up:sun' as 'job:up:sum'),
    'no recorded series "job:up:sun". Did you mean "job:up:sum"?',
  ],
  ['a table', () => table('order' as 'orders'), 'no table "order". Did you mean "orders"?'],
  ['a column', () => (table('orders') as unknown as { totl: unknown }).totl, 'no column "totl". Did you mean "total"?'],
])('%s that the catalog lacks is named with the nearest that it has', (_name, write, message) =>
  expect(write).toThrow(message),
);
test('what it has is written', () => {
  expect(gauge('queue_depth', { queue: 'mail' }).promql).toBe('queue_depth{queue="mail"}');
  expect(table('orders').total.sql).toBe('total');
});
