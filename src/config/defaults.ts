import { datasourceHandles } from '../fleet/catalog/datasources.ts';
import type { Settings, Thresholds } from '../define/settings.ts';

/** The newest Grafana whose file formats were read. */
export { NEWEST as NEWEST_GRAFANA } from '../grafana/release.ts';

/** The documents' limits (requirements 129-139), and starting points to tune where they give none. */
export const defaultThresholds: Thresholds = {
  drawdown: { warn: 0.1, critical: 0.15, recover: 0.13 },
  limitUsed: { warn: 0.67, critical: 1 },
  walletUsdc: { warn: 100, critical: 50, recover: 60 },
  escrowExpirySeconds: { warn: 1800, critical: 300 },
  orderLatencyMs: { warn: 250, critical: 500, recover: 400 },
  minOrders: 20,
  referralFeeUsdc: 0.005,
  apiErrorRatio: { warn: 0.02, critical: 0.05, recover: 0.03 },
  minApiCallsPerSecond: 0.1,
  dataAgeSeconds: { warn: 60, critical: 120 },
  bookAgeSeconds: { warn: 7200, critical: 90_000 },
  rejectRatio: { warn: 0.05, critical: 0.1, recover: 0.08 },
  fillRatio: { warn: 0.95, critical: 0.9 },
  slippageBps: { warn: 3, critical: 10, recover: 8 },
  escrowQuietSeconds: { warn: 3600, critical: 21_600 },
  escrowReturnRatio: { warn: 0.5, critical: 0.9 },
  feeToProfitRatio: { warn: 0.25, critical: 0.5 },
  escrowTimeoutRatio: { warn: 0.02, critical: 0.05 },
  escrowStuckSeconds: 300,
  concentrationRatio: { warn: 0.4, critical: 0.6, recover: 0.55 },
  minAgents: 20,
  runwayHours: { warn: 24, critical: 6 },
  ingestLagSeconds: { warn: 30, critical: 120, recover: 60 },
  tradeEventAgeSeconds: { warn: 600, critical: 3600 },
  agentStaleSeconds: 120,
  staleAgentsRatio: 0.1,
  pushStaleSeconds: 300,
  reconciliationUsdc: 1,
  reconciliationAgeSeconds: 7200,
  pnlAnomaly: { deviations: 4, usdc: 25 },
};

const source = (handle: keyof typeof datasourceHandles) => ({
  uid: datasourceHandles[handle].uid,
  name: datasourceHandles[handle].name,
  provision: true,
});

/** The documents' hosts, names and users (requirements 73-81), with the ports and keys that the plugins really read. */
export const defaultDatasources: Required<Settings['datasources']> = {
  postgres: {
    ...source('postgres'),
    url: 'postgres:5432',
    database: 'purpleflea_agents',
    user: 'grafana_reader',
    password: { env: 'PG_GRAFANA_PASSWORD' },
    sslmode: 'require',
    version: 1500,
  },
  prometheus: {
    ...source('prometheus'),
    url: 'http://prometheus:9090',
    scrapeInterval: '15s',
    flavour: 'Prometheus',
    version: '2.42.0',
  },
  loki: { ...source('loki'), url: 'http://loki:3100' },
  clickhouse: {
    ...source('clickhouse'),
    host: 'clickhouse',
    port: 8123,
    protocol: 'http',
    secure: false,
    database: 'agent_analytics',
    user: 'grafana_reader',
    password: { env: 'CLICKHOUSE_GRAFANA_PASSWORD' },
  },
  tempo: { ...source('tempo'), url: 'http://tempo:3200' },
};

/** The rest of a configuration that says nothing. */
export const defaults = {
  // The one folder of dashboards and rules: rules name it by title, dashboards by directory.
  folder: 'Purple Flea',
  orgId: 1,
  uidPrefix: 'pf-',
  runbook: 'https://purpleflea.com/docs/risk-management',
  agentUrl: 'https://purpleflea.com/agents/{agent_id}',
} as const;
