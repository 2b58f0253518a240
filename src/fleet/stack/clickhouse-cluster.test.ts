import { describe, expect, test } from 'vitest';

import { clickhouseTables, clickhouseViews } from '../catalog/clickhouse.ts';
import { clickhouseCloudSchema, clickhouseClusterSchema } from './clickhouse-cluster.ts';

const database = 'agent_analytics';
const statements = (sql: string): string[] =>
  sql
    .split(/;\n/)
    .map((statement) => statement.replaceAll(/^--.*$/gm, '').trim())
    .filter(Boolean);

describe('the schema of a cluster', () => {
  const made = statements(clickhouseClusterSchema({ database }));

  test('creates every table and view of the catalog on the whole cluster', () => {
    expect(made.every((statement) => statement.includes("ON CLUSTER '{cluster}'"))).toBe(true);
    for (const table of Object.keys(clickhouseTables))
      expect(
        made.some((statement) => statement.startsWith(`CREATE TABLE IF NOT EXISTS \`${database}\`.${table} ON`)),
      ).toBe(true);
    for (const view of Object.keys(clickhouseViews))
      expect(
        made.some((statement) => statement.includes(`MATERIALIZED VIEW IF NOT EXISTS \`${database}\`.${view} ON`)),
      ).toBe(true);
  });

  test('a sharded table is replicated per shard, has its own path, and gets a distributed table', () => {
    const [stored, spread] = made.filter((statement) => /\.agent_trades(_local)? ON/.test(statement));
    expect(stored).toContain(
      "ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/agent_analytics/agent_trades_local', '{replica}', ver)",
    );
    expect(stored).toContain(
      'replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800',
    );
    expect(stored).not.toContain('non_replicated');
    expect(spread).toContain(
      "ENGINE = Distributed('{cluster}', 'agent_analytics', 'agent_trades_local', cityHash64(agent_id))",
    );
  });

  test('batch plans are one table for all shards, so that two plans for the same batch collide', () => {
    const plans = made.filter((statement) => statement.includes('.ingest_batches ON'));
    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain(
      "ReplicatedMergeTree('/clickhouse/tables/all/agent_analytics/ingest_batches', '{shard}-{replica}')",
    );
  });

  test('views read and write tables of their own shard', () => {
    for (const view of made.filter((statement) => statement.includes('MATERIALIZED VIEW'))) {
      expect(view).toMatch(/TO `agent_analytics`\.\w+_local AS/);
      expect(view).toMatch(/FROM `agent_analytics`\.agent_trades_local/);
    }
  });

  test('no two tables share a path', () => {
    const paths = made.flatMap((statement) => /Replicated\w+\('([^']+)'/.exec(statement)?.[1] ?? []);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.length).toBe(Object.keys(clickhouseTables).length);
  });
});

test('the schema for ClickHouse Cloud uses shared engines, without paths or macros', () => {
  const sql = clickhouseCloudSchema({ database });
  expect(sql).toContain('ENGINE = SharedReplacingMergeTree(ver)');
  expect(sql).toContain('ENGINE = SharedAggregatingMergeTree');
  expect(sql).toContain('ENGINE = SharedMergeTree');
  expect(sql).not.toMatch(/\{\w+\}|ON CLUSTER|non_replicated/);
});
