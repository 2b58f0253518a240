import { describe, expect, test } from 'vitest';

import { catalogChanges } from './changes.ts';
import { polyglotDdl } from './ddl-polyglot.ts';
import { postgresDdl } from './ddl-postgres.ts';
import { expositionFacts } from './exposition.ts';
import { mergeFacts } from './merge-facts.ts';
import { statementsOf } from './statements.ts';
import { catalogModule } from './write-catalog.ts';

const PAGE = `# HELP http_requests_total Requests \\"quoted\\".
# TYPE http_requests_total counter
http_requests_total{code="200",path="/a{b}"} 1
http_requests_total{code="500"} 2 1700000000000
# TYPE request_seconds histogram
# UNIT request_seconds seconds
request_seconds_bucket{route="/",le="0.1"} 1
request_seconds_bucket{route="/",le="1"} 1
request_seconds_bucket{route="/",le="+Inf"} 2
request_seconds_sum{route="/"} 1.5
request_seconds_count{route="/"} 2
# TYPE gc_seconds summary
gc_seconds{quantile="0.5"} 0.1
gc_seconds_sum 1
gc_seconds_count 3
# TYPE queue_depth gauge
queue_depth 1
build_count 3
`;

test('an exposition is read by metric families', () => {
  expect(expositionFacts([{ file: 'm.txt', text: PAGE }])).toEqual({
    metrics: {
      build_count: { type: 'untyped', labels: [] },
      gc_seconds: { type: 'summary', labels: ['quantile'] },
      http_requests_total: { type: 'counter', labels: ['code', 'path'], help: 'Requests \\"quoted\\".' },
      queue_depth: { type: 'gauge', labels: [] },
      request_seconds: { type: 'histogram', labels: ['route'], unit: 'seconds', buckets: [0.1, 1] },
    },
    recorded: {},
  });
  expect(() => expositionFacts([{ file: 'm.txt', text: '<html>' }])).toThrow('not a sample');
});

describe('a schema file', () => {
  test('of PostgreSQL', async () => {
    const text = `
      CREATE TABLE shop.orders (id bigint PRIMARY KEY, total numeric(10,2) NOT NULL, tags text[], "At" timestamptz);
      ALTER TABLE shop.orders ADD COLUMN x integer, DROP COLUMN tags;
      COMMENT ON TABLE shop.orders IS 'All orders.';
      COMMENT ON COLUMN shop.orders.total IS 'With tax; always.';
      CREATE VIEW sums AS SELECT total AS value, count(*) AS n FROM shop.orders GROUP BY 1;
      CREATE TABLE part PARTITION OF shop.orders FOR VALUES IN (1);`;
    expect(await postgresDdl('s.sql', text)).toEqual({
      dialect: 'postgres',
      tables: {
        orders: {
          help: 'All orders.',
          columns: {
            id: 'bigint',
            total: { type: 'numeric(10,2)', help: 'With tax; always.' },
            At: { type: 'timestamptz', null: true },
            x: { type: 'integer', null: true },
          },
        },
        sums: {
          columns: { value: { type: 'numeric(10,2)', help: 'With tax; always.' }, n: { type: 'unknown', null: true } },
        },
      },
    });
    await expect(postgresDdl('s.sql', 'CREATE TABLE a (\n  b int,,\n);')).rejects.toMatchObject({
      diagnostics: [{ id: 'catalog/ddl', at: { file: 's.sql', line: 2, column: 9 } }],
    });
  });

  test('of MySQL, with the other statements of a dump', () => {
    const text = `-- MySQL dump; version 8
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS \`orders\`;
CREATE TABLE \`orders\` (
  \`id\` bigint unsigned NOT NULL AUTO_INCREMENT,
  \`total\` decimal(10,2) DEFAULT NULL COMMENT 'Sum; with tax.',
  \`state\` enum('open','paid') NOT NULL,
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB COMMENT='All orders';
LOCK TABLES \`orders\` WRITE;
INSERT INTO \`orders\` VALUES (1,';',2);
ALTER TABLE orders ADD COLUMN note varchar(20);`;
    expect(polyglotDdl('s.sql', text, 'mysql')).toEqual({
      dialect: 'mysql',
      tables: {
        orders: {
          help: 'All orders',
          columns: {
            id: 'bigint unsigned',
            total: { type: 'decimal(10,2)', null: true, help: 'Sum; with tax.' },
            state: { type: "enum('open','paid')", oneOf: ['open', 'paid'] },
            note: { type: 'varchar(20)', null: true },
          },
        },
      },
    });
  });

  test('of ClickHouse, with types as spelt in the file', () => {
    const text = `CREATE TABLE IF NOT EXISTS db.trades (
      \`ts\` DateTime64(3, 'UTC') CODEC(Delta, ZSTD), agent LowCardinality(String) COMMENT 'Who.', tags Array(String),
      amount Nullable(Decimal(18, 6)), n UInt64 DEFAULT 1, INDEX i agent TYPE bloom_filter GRANULARITY 4
    ) ENGINE = MergeTree ORDER BY (agent, ts);`;
    expect(polyglotDdl('s.sql', text, 'clickhouse').tables).toEqual({
      trades: {
        columns: {
          ts: "DateTime64(3, 'UTC')",
          agent: { type: 'LowCardinality(String)', help: 'Who.' },
          tags: 'Array(String)',
          amount: { type: 'Nullable(Decimal(18, 6))', null: true },
          n: 'UInt64',
        },
      },
    });
  });

  test('is split at the end of statements, not inside strings or comments', () => {
    expect(statementsOf("a 'x;y' ;-- c;\n/* ; */ b `;`;\n\n")).toEqual([
      { text: "a 'x;y'", line: 1 },
      { text: 'b `;`', line: 2 },
    ]);
  });
});

describe('a catalog that is updated', () => {
  const before = {
    metrics: { up: { type: 'gauge', labels: ['job'], unit: 'bool' }, gone: { type: 'gauge', labels: [] } },
    databases: {
      shop: { dialect: 'mysql', tables: { orders: { columns: { id: 'int', state: { type: 'text', oneOf: ['a'] } } } } },
    },
    events: { deploy: { title: 'Deploy' } },
  } as const;

  test('keeps facts written by hand that no source provides', () => {
    const found = { metrics: { up: { type: 'counter', labels: ['job', 'zone'] } } } as const;
    const after = mergeFacts(before, {
      ...found,
      databases: { shop: { dialect: 'mysql', tables: { orders: { columns: { id: 'bigint', state: 'text' } } } } },
    });
    expect(after).toEqual({
      ...before,
      metrics: { up: { type: 'counter', labels: ['job', 'zone'], unit: 'bool' } },
      databases: {
        shop: {
          dialect: 'mysql',
          tables: { orders: { columns: { id: 'bigint', state: { type: 'text', oneOf: ['a'] } } } },
        },
      },
    });
    expect(catalogChanges(before, after).map(({ sign, what }) => `${sign} ${what}`)).toEqual([
      '- metric gone',
      '~ metric up: labels job -> job, zone, type gauge -> counter',
      '~ column shop.orders.id: type int -> bigint',
    ]);
  });

  test('is a program with safely quoted strings', () => {
    const nasty = 'It\'s "a" `b` ${c} \\ \n\u2028';
    const text = catalogModule({ metrics: { up: { type: 'gauge', labels: ['a-b'], help: nasty } } });
    const facts = /defineCatalog\(([^]*?)\);\n\nexport default/.exec(text)?.[1];
    // oxlint-disable-next-line no-eval -- evaluates the generated program
    expect((0, eval)(`(${facts})`)).toEqual({ metrics: { up: { type: 'gauge', labels: ['a-b'], help: nasty } } });
  });
});
