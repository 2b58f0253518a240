import { expect, test } from 'vitest';

import { catalogProblem } from './catalog-form.ts';

test.each<[Record<string, unknown>, string | undefined]>([
  [{}, undefined],
  [{ events: {} }, undefined],
  [
    {
      prometheus: { targetLabels: ['job'], metrics: { up: { type: 'gauge', labels: ['job'] } } },
      postgres: { tables: { a: { columns: { id: { type: 'int' } } } } },
    },
    undefined,
  ],
  [{ metrics: { up: {} } }, 'it has none of the keys of a catalog, but metrics'],
  [{ prometheus: 1 }, 'its key prometheus is not an object'],
  [{ prometheus: { metrics: ['up'] } }, 'prometheus.metrics is not an object with names as keys'],
  [{ prometheus: { metrics: { up: 'gauge' } } }, 'prometheus.metrics.up is not an object'],
  [{ prometheus: { metrics: { up: { labels: 'job' } } } }, 'prometheus.metrics.up.labels is not a list'],
  [{ prometheus: { targetLabels: 'job' } }, 'prometheus.targetLabels is not a list'],
  [{ postgres: { tables: [] } }, 'postgres.tables is not an object with names as keys'],
  [
    { clickhouse: { tables: { a: { columns: [] } } } },
    'clickhouse.tables.a.columns is not an object with names as keys',
  ],
  [{ sources: { main: { mysql: { tables: { a: { columns: {} } } } } } }, undefined],
  [{ sources: { main: { mysql: { tables: [] } } } }, 'sources.main: mysql.tables is not an object with names as keys'],
  [{ sources: [] }, 'its key sources is not an object with uids as keys'],
  [{ loki: { streamLabels: ['app'] } }, 'loki.streamLabels is not an object with names as keys'],
])('%j as a catalog: %s', (json, problem) => {
  expect(catalogProblem(json)).toBe(problem);
});
