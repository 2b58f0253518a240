import type { Catalog } from '../../catalog/catalog.ts';

/** A small catalog for tests of rules. */
export const testCatalog: Catalog = {
  prometheus: {
    targetLabels: ['job', 'instance'],
    metrics: {
      up: { type: 'gauge', labels: [] },
      balance: { type: 'gauge', labels: ['agent', 'currency'], unit: 'native' },
      pnl_usdc_total: { type: 'gauge', labels: ['agent', 'strategy'] },
      open_count: { type: 'gauge', labels: ['agent'] },
      trades_total: { type: 'counter', labels: ['agent', 'outcome'], startsAtZero: true },
      latency_ms: { type: 'histogram', labels: ['agent', 'endpoint'], buckets: true },
    },
    recorded: {
      'agent:pnl:sum': { type: 'gauge', labels: ['agent'] },
      'agent_le:latency_ms_bucket:rate5m': { type: 'buckets', labels: ['agent', 'le'] },
    },
  },
  postgres: {
    tables: {
      agents: {
        columns: {
          agent_id: { type: 'text' },
          status: { type: 'text', oneOf: ['active', 'paused'] },
          registered_at: { type: 'timestamptz' },
        },
      },
      ledger: {
        columns: { ts: { type: 'timestamptz' }, agent_id: { type: 'text' }, amount: { type: 'double precision' } },
      },
    },
  },
  clickhouse: {
    tables: {
      trades: {
        columns: {
          timestamp: { type: 'DateTime64(3)' },
          agent_id: { type: 'LowCardinality(String)' },
          pnl_usd: { type: 'Nullable(Float64)' },
          status: { type: "Enum8('pending' = 0, 'filled' = 1)" },
          extra: { type: 'Map(String, String)' },
        },
      },
      hourly: {
        columns: {
          hour: { type: 'DateTime' },
          agent_id: { type: 'String' },
          pnl_sum: { type: 'AggregateFunction(sum, Nullable(Float64))' },
          volume: { type: 'SimpleAggregateFunction(sum, Float64)' },
        },
      },
    },
  },
  loki: {
    streamLabels: { service_name: { values: ['pf-agent'] }, level: {} },
    structuredMetadata: { agent_id: {}, event: {} },
  },
};
