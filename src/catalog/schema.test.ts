import { readFileSync } from 'node:fs';

import { Ajv } from 'ajv';
import { expect, test } from 'vitest';

import { defineCatalog } from './define-catalog.ts';
import { emittedPart } from './emit-catalog.ts';
import { catalogSchema } from './schema.ts';

const check = new Ajv({ strict: true, strictTypes: false }).compile(catalogSchema);

const catalog = defineCatalog({
  metrics: { request_seconds: { type: 'histogram', labels: ['route'], buckets: [0.1, 1], help: 'Time.' } },
  recorded: { 'route:requests:rate5m': { type: 'gauge', labels: ['route'] } },
  databases: {
    shop: {
      dialect: 'mysql',
      tables: { orders: { columns: { id: 'bigint', state: { type: 'text', oneOf: ['open'] } } } },
    },
  },
  logs: { streamLabels: { app: {} } },
});

test('the output of a build is valid by the schema', () => {
  expect(check(JSON.parse(readFileSync('out/catalog.json', 'utf8')))).toBe(true);
  const sources = {
    prom: emittedPart(catalog, 'prometheus', ['env']),
    db: emittedPart(catalog.databases.shop, 'mysql', []),
    loki: emittedPart(catalog, 'loki', []),
  };
  expect(sources.prom.prometheus).toMatchObject({
    targetLabels: ['job', 'instance', 'env'],
    recorded: { 'route:requests:rate5m': { labels: ['route', 'env'] } },
  });
  expect(sources.db).toEqual({
    mysql: { tables: { orders: { columns: { id: { type: 'bigint' }, state: { type: 'text', oneOf: ['open'] } } } } },
  });
  expect(check({ sources })).toBe(true);
});

test.each<[string, object]>([
  ['a part that does not exist', { metrics: {} }],
  ['a type', { prometheus: { targetLabels: [], metrics: { up: { type: 'guage', labels: [] } } } }],
  ['a table without columns', { postgres: { tables: { orders: {} } } }],
  ['a source with a part that does not exist', { sources: { prom: { metrics: {} } } }],
])('%s is not valid', (_name, value) => expect(check(value)).toBe(false));
