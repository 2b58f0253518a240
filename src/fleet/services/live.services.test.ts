import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { expansionsOf } from '../../test/fleet-truth/every-choice.ts';
import { hasPrometheus } from '../../test/stores/prometheus-server.ts';
import { committedFolder } from '../../test/support/out-folder.ts';
import { needsOf } from '../../test/support/panel-needs.ts';
import { askPrometheus, askSeries } from '../../verify/panel-queries/ask-prometheus.ts';
import { type Endpoint, endpointOf } from '../../verify/panel-queries/endpoint.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import { metrics, type MetricName } from '../catalog/metrics.ts';
import { metricEmitters } from './contracts/emitters.ts';
import { type LiveFleet, PYTHON_AGENT, startLiveFleet } from './testing/live-fleet.ts';

/** How long the fleet runs before the panels are queried. */
const LIVE_MS = 180_000;
/** On a busy machine a scrape may be missed, so that a query returns nothing and has to be repeated. */
const PATIENCE = { timeout: 30_000, interval: 1000 };

/** Emitters that run in this test. */
const LIVE_EMITTERS: ReadonlySet<string> = new Set(['exporter', 'agent', 'prometheus', 'pushgateway']);

/** Panels that may be empty after three minutes, and why. */
const BEFORE = 'It compares with a time before the start.';
const WHOLE_HOURS = 'It shows one bar per whole hour, and less than an hour has passed.';
const UNCHANGED = 'It shows agents whose limits changed, and no limit changes here.';
const empty: Readonly<Record<string, string>> = {
  'pf-compliance: Limit changes A': UNCHANGED,
  'pf-compliance: Limit changes B': UNCHANGED,
  'pf-agent-fleet-v1: Total fleet P&L B': BEFORE,
  'pf-agent-fleet-v1: Wallet balance (fleet) B': BEFORE,
  'pf-agent-fleet-v1: P&L of the last 24 hours, live A': BEFORE,
  'pf-leaderboard: 24 h change A': BEFORE,
  'pf-leaderboard: P&L of the last 24 hours A': BEFORE,
  'pf-leaderboard: What the leaders paid for it A': BEFORE,
  'pf-leaderboard: What the leaders paid for it B': BEFORE,
  'pf-leaderboard: What the leaders paid for it C': BEFORE,
  'pf-wallet-balances: Wallet value B': BEFORE,
  'pf-revenue: Referral income per hour, live and booked A': WHOLE_HOURS,
  'pf-wallet-balances: Deposits and withdrawals A': WHOLE_HOURS,
  'pf-wallet-balances: Deposits and withdrawals B': WHOLE_HOURS,
  'pf-wallet-balances: Faucet claims A': WHOLE_HOURS,
};

/** Three agents for which the platform reports wrong values from the start, so that alerts fire. */
const SILENT_AFTER_MS = 20_000;
const [deep, poor, silent] = ['pf_agent_002', 'pf_agent_003', 'pf_agent_004'] as const;

let fleet: LiveFleet;
let endpoint: Endpoint;
let silentSince = 0;
let silentPnl = 0;
let poorBalance = 49;

describe.skipIf(!hasPrometheus())('a live fleet', () => {
  beforeAll(async () => {
    fleet = await startLiveFleet();
    endpoint = endpointOf(fleet.prometheusUrl, 'Prometheus');
    const started = Date.now();
    await fleet.override(deep, { drawdown_pct: 0.2 });
    while (Date.now() - started < LIVE_MS) {
      // The balance falls steadily below the minimum, which also gives the agent a runway.
      poorBalance = 49 - (Date.now() - started) / 60_000;
      await fleet.override(poor, { balances: { USDC: poorBalance } });
      if (silentSince === 0 && Date.now() - started > SILENT_AFTER_MS) {
        silentPnl = (await fleet.stats(silent)).pnl_usdc;
        await fleet.override(silent, { silent: true });
        silentSince = Date.now();
      }
      await wait(500);
    }
  }, LIVE_MS + 420_000);
  afterAll(() => fleet?.stop(), 60_000);

  it('has every metric of the catalog from the exporter, the agents and the Pushgateway', async () => {
    const missing: string[] = [];
    for (const [name, { by }] of Object.entries(metricEmitters) as [MetricName, { by: string }][]) {
      if (!LIVE_EMITTERS.has(by)) continue;
      const series = await ask(metrics[name].type === 'histogram' ? `${name}_bucket` : name);
      if (series.length === 0) missing.push(name);
      const labels = new Set(series.flatMap(({ labels: of }) => Object.keys(of)));
      for (const label of metrics[name].labels)
        if (series.length > 0 && !labels.has(label)) missing.push(`${name}{${label}}`);
    }
    expect(missing).toEqual([]);
  });

  it('counts no value twice', async () => {
    const away = async (): Promise<number> => {
      const ids = await fleet.agentIds();
      const pnls = await Promise.all(
        ids.map(async (id) => (id === silent ? silentPnl : (await fleet.stats(id)).pnl_usdc)),
      );
      const truth = pnls.reduce((sum, pnl) => sum + pnl, 0);
      return Math.abs((await valueOf('fleet:pf_trade_pnl_usdc:sum')) - truth) / Math.max(1000, Math.abs(truth));
    };
    await expect.poll(away, PATIENCE).toBeLessThan(0.05);
    const extra = async () => (await valueOf('fleet:pf_agents:count')) - (await fleet.agentIds()).length;
    await expect.poll(extra, PATIENCE).toBe(0);
  });

  it('keeps the job and instance of pushed metrics', async () => {
    const pushed = await ask('push_time_seconds');
    expect(pushed.map(({ labels }) => [labels['job'], labels['instance']])).toEqual([
      ['pf_agent_batch', 'exporter-1-of-1'],
    ]);
  });

  it('has exemplars with trace ids', async () => {
    const url = new URL('/api/v1/query_exemplars', endpoint.url);
    url.search = new URLSearchParams({
      query: 'pf_order_latency_ms_bucket',
      start: String(Date.now() / 1000 - 300),
      end: String(Date.now() / 1000),
    }).toString();
    const { data } = (await (await fetch(url)).json()) as {
      data: { exemplars: { labels: Record<string, string> }[] }[];
    };
    expect(data.flatMap(({ exemplars }) => exemplars)[0]?.labels['trace_id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('has the metrics of the Python agent under the same names', async () => {
    const [orders] = await ask(`pf_orders_total{agent_id="${PYTHON_AGENT}"}`);
    expect(orders?.points[0]?.[1]).toBe(3);
    const [latency] = await ask(`pf_order_latency_ms_bucket{agent_id="${PYTHON_AGENT}",le="50.0"}`);
    const bounds = await ask(`pf_order_latency_ms_bucket{agent_id="${PYTHON_AGENT}"}`);
    expect(bounds).toHaveLength(11);
    expect([
      latency?.points[0]?.[1],
      (await ask(`pf_order_rejects_total{agent_id="${PYTHON_AGENT}"}`))[0]?.points[0]?.[1],
    ]).toEqual([2, 1]);
  });

  test.each([
    ['pf-drawdown-critical', deep, (): number => 20, 0.1],
    ['pf-wallet-low', poor, (): number => poorBalance, 1],
    ['pf-agent-stale', silent, (): number => (Date.now() - silentSince) / 1000, 30],
  ])('%s sees the value that the platform reports', async (rule, agent, expected, tolerance) => {
    const query = findQueries(committedFolder()).find(({ where }) => where === `rule ${rule}: A`);
    const away = async (): Promise<number> => {
      const rows = await ask(query?.text ?? '');
      // If other agents are stale too, the exporter is slow, and the value proves nothing.
      if (rule === 'pf-agent-stale' && rows.filter(({ points }) => (points[0]?.[1] ?? 0) > 120).length !== 1)
        return Number.NaN;
      const value = rows.find(({ labels }) => labels['agent_id'] === agent)?.points[0]?.[1] ?? Number.NaN;
      return Math.abs(value - expected());
    };
    await expect.poll(away, PATIENCE).toBeLessThan(tolerance);
  });

  const queries = findQueries(committedFolder()).filter(
    ({ language, place }) => language === 'promql' && place === 'panel',
  );

  it('has no exception for a panel that does not exist', () => {
    const names = new Set(queries.map(({ where }) => where));
    expect(Object.keys(empty).filter((where) => !names.has(where))).toEqual([]);
  });

  test.each(queries.map((query) => [query.where, query] as const))('%s', async (where, query) => {
    let text = '';
    const rowsOf = async (choice: 'all' | 'one', agents: readonly string[]): Promise<number> => {
      const now = new Date();
      const range = { from: new Date(now.getTime() - LIVE_MS), to: now };
      const chosen = await strategies();
      const { expanded } = expansionsOf(query, range, ({ name }) => (name === 'strategy' ? chosen : agents));
      const asked = expanded.find((found) => found.choice === choice) ?? expanded[0];
      if (asked === undefined) throw new Error(`${where} has no text.`);
      ({ text } = asked);
      return (await askPrometheus(endpoint, asked)).rows.length;
    };
    const rows = async (): Promise<number> => {
      const agents = await busiest();
      const ofAll = await rowsOf('all', agents);
      if (ofAll > 0) return ofAll;
      // Some panels are empty for some agents, because an agent may send no orders or may have no runway.
      for (const agent of agents) {
        const ofOne = await rowsOf('one', [agent]);
        if (ofOne > 0) return ofOne;
      }
      return 0;
    };
    // Metrics of the receiver, the sink and the book do not exist here, because these services do not run.
    const isTold = needsOf(query).every(({ emission }) => LIVE_EMITTERS.has(emission.by));
    if (Object.hasOwn(empty, where) || !isTold) await rows();
    else await expect.poll(rows, { ...PATIENCE, message: text }).toBeGreaterThan(0);
  });
});

async function strategies(): Promise<string[]> {
  const rows = await ask('group by (strategy) (pf_agent_info)');
  return rows.map(({ labels }) => labels['strategy'] ?? '');
}

/** Returns the agents, those with the most orders first. */
async function busiest(): Promise<string[]> {
  const rates = await ask('sort_desc(sum by (agent_id) (rate(pf_orders_total{agent_id!~".*python"}[1m])))');
  return rates.map(({ labels }) => labels['agent_id'] ?? '');
}

function ask(promql: string) {
  const now = new Date();
  return askSeries(endpoint, promql, { from: now, to: now, intervalMs: 1000, scrapeIntervalMs: 1000 }, true);
}

async function valueOf(promql: string): Promise<number> {
  const [series] = await ask(promql);
  return series?.points[0]?.[1] ?? Number.NaN;
}
