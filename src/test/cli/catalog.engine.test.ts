import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { liveDatabase } from '../../commands/catalog/live-databases.ts';
import { lokiFacts } from '../../commands/catalog/loki.ts';
import { endpointOf } from '../../verify/panel-queries/endpoint.ts';
import { startClickhouse } from '../stores/clickhouse-server.ts';
import { missingForPostgres, startPostgres } from '../stores/postgres-server.ts';
import { hasPrometheus } from '../stores/prometheus-server.ts';
import { type ScrapingPrometheus, startScraping } from '../stores/scraping-prometheus.ts';
import { pfGrafana, project } from './run-cli.ts';

const PAGE = `# HELP orders_total Orders.
# TYPE orders_total counter
orders_total{state="paid"} 1
# TYPE checkout_seconds histogram
checkout_seconds_bucket{route="/",le="0.5"} 1
checkout_seconds_bucket{route="/",le="+Inf"} 2
checkout_seconds_sum{route="/"} 1
checkout_seconds_count{route="/"} 2
# TYPE carts gauge
carts 3
`;
const RULES = `groups:
  - name: shop
    rules: [{record: 'state:orders:rate5m', expr: sum by (state) (orders_total)}]
`;

describe.runIf(hasPrometheus())('with a real Prometheus', () => {
  let server: ScrapingPrometheus;
  beforeAll(async () => {
    server = await startScraping(PAGE, RULES, 'state:orders:rate5m');
  });
  afterAll(() => server.stop());

  test('the catalog has its metrics, and an update shows the changes', async () => {
    const folder = project();
    const catalog = (...more: readonly string[]) =>
      pfGrafana(folder, 'catalog', '--prometheus', server.url.replace('//', '//reader:s3cret@'), ...more);
    const first = catalog();
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('catalogs: { <source>: catalog }') as string,
    });
    expect(first.stdout).toMatch(/^\+ metric carts$/m);
    const text = readFileSync(join(folder, 'catalog.ts'), 'utf8');
    for (const line of [
      "orders_total: { type: 'counter', labels: ['state'], help: 'Orders.' },",
      "checkout_seconds: { type: 'histogram', labels: ['route'], buckets: [0.5] },",
      "carts: { type: 'gauge', labels: [] },",
      "up: { type: 'gauge', labels: [] },",
      "'state:orders:rate5m': { type: 'gauge', labels: ['state'] }",
      "targetLabels: ['instance', 'job', 'zone']",
    ])
      expect(text).toContain(line);
    expect(`${first.stdout}${text}`).not.toContain('s3cret');
    expect(catalog('--check')).toMatchObject({ code: 0, stdout: 'catalog.ts: nothing changed\n' });

    // Manual additions stay; changes of the exporter are shown.
    writeFileSync(
      join(folder, 'catalog.ts'),
      text.replace("carts: { type: 'gauge',", "carts: { type: 'gauge', unit: 'count',"),
    );
    await server.show(`${PAGE}# TYPE refunds_total counter\nrefunds_total 1\n`, 'refunds_total');
    const checked = catalog('--check');
    expect([checked.code, checked.stdout.split('\n')[0]]).toEqual([1, '+ metric refunds_total']);
    expect(readFileSync(join(folder, 'catalog.ts'), 'utf8')).not.toContain('refunds_total');
    expect(catalog().code).toBe(0);
    const again = readFileSync(join(folder, 'catalog.ts'), 'utf8');
    expect(again).toContain("carts: { type: 'gauge', unit: 'count', labels: [] },");
    expect(again).toContain("refunds_total: { type: 'counter', labels: [] },");
  });
});

const noPostgres = await missingForPostgres();
test.runIf(noPostgres === undefined)(
  'with a live PostgreSQL, the catalog has the tables its user may read',
  async () => {
    const server = await startPostgres();
    const owner = new pg.Client(server.url);
    await owner.connect();
    await owner.query(`CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10,2), at timestamptz NOT NULL);
    COMMENT ON COLUMN orders.total IS 'With tax.'; CREATE TABLE hidden (id int); CREATE VIEW sums AS SELECT sum(total) AS total FROM orders;
    CREATE ROLE reader LOGIN PASSWORD 's3cret'; GRANT SELECT ON orders, sums TO reader;`);
    await owner.end();
    const url = new URL(server.url);
    url.username = 'reader';
    url.password = 's3cret';
    expect(await liveDatabase('book', url, { timeoutMs: 10_000 })).toEqual({
      dialect: 'postgres',
      tables: {
        orders: {
          columns: {
            id: 'bigint',
            total: { type: 'numeric(10,2)', null: true, help: 'With tax.' },
            at: 'timestamp with time zone',
          },
        },
        sums: { columns: { total: { type: 'numeric', null: true } } },
      },
    });
    url.pathname = '/nothing';
    await expect(liveDatabase('book', url, { timeoutMs: 10_000 })).rejects.toThrow(
      /"book" at 127.0.0.1:\d+ .*"nothing"/,
    );
    await expect(liveDatabase('book', url, { timeoutMs: 10_000 })).rejects.not.toThrow('s3cret');
    await server.close();
  },
);

test('with a live ClickHouse', async () => {
  const server = await startClickhouse();
  const url = new URL(server.url.replace(/^http/, 'clickhouse'));
  const { createClient } = await import('@clickhouse/client');
  const client = createClient({ url: server.url });
  await client.command({
    query:
      "CREATE TABLE trades (ts DateTime64(3, 'UTC'), who Nullable(String) COMMENT 'Who.') ENGINE = MergeTree ORDER BY ts",
  });
  await client.close();
  expect((await liveDatabase('events', url, { timeoutMs: 60_000 })).tables).toMatchObject({
    trades: { columns: { ts: "DateTime64(3, 'UTC')", who: { type: 'Nullable(String)', null: true, help: 'Who.' } } },
  });
  await server.close();
});

test('with a Loki, the catalog has the labels of its streams', async () => {
  const values: Readonly<Record<string, readonly string[]>> = {
    app: ['web', 'api'],
    pod: Array.from({ length: 30 }, (_, index) => `pod-${index}`),
  };
  const server = createServer((request, response) => {
    const label = /label\/(\w+)\/values/.exec(request.url ?? '')?.[1];
    const data = label === undefined ? ['app', 'pod', '__stream_shard__'] : values[label];
    response.end(JSON.stringify({ status: 'success', data }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  expect(await lokiFacts(endpointOf(`http://127.0.0.1:${port}`, 'Loki'), 1)).toEqual({
    streamLabels: { app: { values: ['api', 'web'] }, pod: {} },
  });
  server.close();
});

test.each<[string, readonly string[], string]>([
  ['no source', [], 'usage/source'],
  ['a database without an address', ['--database', 'book=u:s3cret'], 'usage/database'],
  ['a database without a name', ['--database', 'postgres://u:s3cret@h/d'], 'usage/option'],
  ['a live MySQL', ['--database', 'shop=mysql://u:s3cret@h/d'], '--ddl shop=mysql:schema.sql'],
  ['a schema of an unknown dialect', ['--ddl', 'a=oracle:a.sql'], 'usage/option'],
  ['a missing schema file', ['--ddl', 'a=mysql:a.sql'], 'ENOENT'],
  [
    'an unreachable Prometheus',
    ['--prometheus', 'http://u:s3cret@127.0.0.1:9'],
    'Could not connect to http://127.0.0.1:9',
  ],
])('%s exits with 2, says what to do and prints no password', (_name, argv, words) => {
  const run = pfGrafana(project(), 'catalog', ...argv);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain(words);
  expect(run.stderr).not.toContain('s3cret');
});

test('a file that is not a catalog is not touched', () => {
  const folder = project({ 'catalog.ts': 'export default 1;\n', 'm.txt': 'a 1\n' });
  expect(pfGrafana(folder, 'catalog', '--exposition', 'm.txt')).toMatchObject({ code: 2 });
  expect(readFileSync(join(folder, 'catalog.ts'), 'utf8')).toBe('export default 1;\n');
});
