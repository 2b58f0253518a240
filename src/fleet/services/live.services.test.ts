import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { OpenAPIBackend } from 'openapi-backend';
import * as client from 'prom-client';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { expansionsOf } from '../../test/fleet-truth/every-choice.ts';
import { hasPrometheus } from '../../test/stores/prometheus-server.ts';
import { committedFolder } from '../../test/support/out-folder.ts';
import { settingsOf } from '../../test/support/settings.ts';
import { askPrometheus, askSeries } from '../../verify/panel-queries/ask-prometheus.ts';
import { type Endpoint, endpointOf } from '../../verify/panel-queries/endpoint.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import { metrics, type MetricName } from '../catalog/metrics.ts';
import { MINUTE, simulationOptions } from '../simulator/options.ts';
import { recordingRuleFile } from '../stack/recording-rules.ts';
import { pythonAgentModule } from './agent/python-module.ts';
import { metricEmitters } from './contracts/emitters.ts';
import { prometheusFiles } from './deploy/prometheus.ts';
import { runExporter } from './exporter/run.ts';
import { exporterSettings } from './exporter/settings.ts';
import { Deliveries } from './mock/deliveries.ts';
import { livingAgents } from './mock/living-agents.ts';
import { livingFleet, type LivingFleet } from './mock/living-fleet.ts';
import { mockServer } from './mock/server.ts';
import { livePrometheus } from './testing/live-prometheus.ts';
import { API_KEY } from './testing/mock-platform.ts';

/** Live time before the panels are asked. */
const LIVE_MS = 180_000;
const PYTHON_AGENT = 'pf_agent_python';

/** Panels that may return nothing after three minutes, and why. */
const BEFORE = 'It compares with a time before the start.';
const JOBS = 'It stands on what the jobs of the book and the sink tell, which do not run here.';
const WHOLE_HOURS = 'It draws a bar per whole hour, and none has passed.';
const empty: Readonly<Record<string, string>> = {
  'pf-agent-fleet-v1: Total fleet P&L B': BEFORE,
  'pf-agent-fleet-v1: Wallet balance (fleet) B': BEFORE,
  'pf-agent-fleet-v1: P&L of the last 24 hours, live A': BEFORE,
  'pf-leaderboard: 24 h change A': BEFORE,
  'pf-leaderboard: P&L of the last 24 hours A': BEFORE,
  'pf-leaderboard: What the leaders paid for it A': BEFORE,
  'pf-leaderboard: What the leaders paid for it B': BEFORE,
  'pf-leaderboard: What the leaders paid for it C': BEFORE,
  'pf-wallet-balances: Wallet value B': BEFORE,
  'pf-revenue: Data age C': JOBS,
  'pf-revenue: Wallet against ledger A': JOBS,
  'pf-trade-execution: Pipeline lag A': JOBS,
  'pf-revenue: Referral income per hour, live and booked A': WHOLE_HOURS,
  'pf-wallet-balances: Deposits and withdrawals A': WHOLE_HOURS,
  'pf-wallet-balances: Deposits and withdrawals B': WHOLE_HOURS,
  'pf-wallet-balances: Faucet claims A': WHOLE_HOURS,
};

/** What the platform says of three agents from the start on, so that alerts become true. */
const SILENT_AFTER_MS = 20_000;
const [deep, poor, silent] = ['pf_agent_002', 'pf_agent_003', 'pf_agent_004'] as const;

let endpoint: Endpoint;
let fleet: LivingFleet;
const closing: (() => unknown)[] = [];

describe.skipIf(!hasPrometheus())('a live fleet', () => {
  beforeAll(async () => {
    const end = Math.floor(Date.now() / MINUTE) * MINUTE;
    const options = simulationOptions({ agents: 24, days: 1, seed: 99, end, eventsPerDay: 4000, tradesPerDay: 300 });
    let isLive = false;
    const agents = livingAgents(client, () => undefined);
    fleet = livingFleet(options, { clock: Date.now, onFleetEvent: (event) => void (isLive && agents.hear(event)) });
    isLive = true;
    const deliveries = new Deliveries({ seed: 1 });
    const mock = await mockServer({
      backend: OpenAPIBackend,
      fleet,
      deliveries,
      history: [],
      apiKey: API_KEY,
      seed: 1,
      faults: { latencyMs: 0, shares: {} },
    });
    const apiUrl = await listen(mock.server);
    const registry = createHttpServer((_request, response) => {
      void agents.registry
        .metrics()
        .then((text) => response.writeHead(200, { 'content-type': agents.registry.contentType }).end(text));
    });
    const agentsAt = await listen(registry);
    fleet.overrides.set(deep, { drawdown_pct: 0.2 });
    const started = Date.now();
    const tick = setInterval(() => {
      fleet.catchUp();
      // Its money runs out: below the minimum, and with a runway.
      fleet.overrides.set(poor, { balances: { USDC: 49 - (Date.now() - started) / 60_000 } });
      if (Date.now() - started > SILENT_AFTER_MS) fleet.overrides.set(silent, { silent: true });
    }, 500);
    closing.push(() => clearInterval(tick));

    const stop = new AbortController();
    closing.push(() => stop.abort());
    const exporterPort = await freePort();
    const read = (more: Record<string, string>) =>
      exporterSettings(
        { PF_API_KEY: API_KEY, PF_API_URL: apiUrl, PF_POLL_SECONDS: '1', PF_HOST: '127.0.0.1', PF_PORT: '0', ...more },
        { push: false },
      );
    const exporter = runExporter(client, read({ PF_PORT: String(exporterPort) }), stop.signal);
    const gatewayPort = await startPushgateway();
    // A batch agent: it is scraped through the other exporter too, and no sum may double.
    const pusher = runExporter(
      client,
      read({ PF_AGENT_ID: 'pf_agent_001', PUSHGATEWAY_URL: `http://127.0.0.1:${gatewayPort}` }),
      stop.signal,
    );
    closing.push(() => Promise.all([exporter, pusher]));

    const pythonPort = await startPythonAgent();
    const settings = settingsOf({ datasources: { prometheus: { scrapeInterval: '1s' } } });
    const targets: Record<string, string[]> = {
      pf_agent_exporter: [`127.0.0.1:${exporterPort}`],
      pf_agents: [agentsAt.replace('http://', ''), `127.0.0.1:${pythonPort}`],
      pf_services: [],
      pushgateway: [`127.0.0.1:${gatewayPort}`],
    };
    const files = Object.entries(prometheusFiles(settings)).map(([path, text]) => {
      const [, job] = /targets\/(\w+)\.yaml$/.exec(path) ?? [];
      return [
        path.replace('stack/prometheus/', ''),
        job === undefined ? text : JSON.stringify([{ targets: targets[job] }]),
      ] as const;
    });
    // Every group each second: three minutes stand for hours.
    const rules = recordingRuleFile({}).replaceAll(/interval: \d+[sm]$/gm, 'interval: 1s');
    const server = await livePrometheus({ ...Object.fromEntries(files), 'recording-rules.yaml': rules });
    endpoint = endpointOf(server.url, 'Prometheus');
    closing.push(server.stop);
    await new Promise((resolve) => setTimeout(resolve, LIVE_MS));
  }, LIVE_MS + 240_000);
  afterAll(async () => {
    for (const close of closing) await close();
  }, 60_000);

  it('has every series of the catalog that exporter, agents and gateway tell', async () => {
    const missing: string[] = [];
    for (const [name, { by }] of Object.entries(metricEmitters) as [MetricName, { by: string }][]) {
      if (by === 'job' || by === 'sink') continue;
      const series = await ask(metrics[name].type === 'histogram' ? `${name}_bucket` : name);
      if (series.length === 0) missing.push(name);
      const labels = new Set(series.flatMap(({ labels: of }) => Object.keys(of)));
      for (const label of metrics[name].labels)
        if (series.length > 0 && !labels.has(label)) missing.push(`${name}{${label}}`);
    }
    expect(missing).toEqual([]);
  });

  it('counts nothing twice', async () => {
    const [fleetPnl] = await ask('fleet:pf_trade_pnl_usdc:sum');
    const truth = fleet.agents().reduce((sum, agent) => sum + fleet.stats(agent).pnl_usdc, 0);
    expect(Math.abs((fleetPnl?.points[0]?.[1] ?? 0) - truth)).toBeLessThan(0.05 * Math.max(1000, Math.abs(truth)));
    const agents = await ask('fleet:pf_agents:count');
    expect(agents[0]?.points[0]?.[1]).toBe(fleet.agents().length);
  });

  it('keeps job and instance of what was pushed', async () => {
    const pushed = await ask('push_time_seconds');
    expect(pushed.map(({ labels }) => [labels['job'], labels['instance']])).toEqual([
      ['pf_agent_batch', 'exporter-1-of-1'],
    ]);
  });

  it('has exemplars that lead to a trace', async () => {
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

  it('has the Python agent beside the others, under the same names', async () => {
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
    ['pf-drawdown-critical', deep, 20],
    ['pf-wallet-low', poor, 47.5],
    ['pf-agent-stale', silent, 155],
  ])('%s sees what the platform says', async (rule, agent, about) => {
    const query = findQueries(committedFolder()).find(({ where }) => where === `rule ${rule}: A`);
    const rows = await ask(query?.text ?? '');
    const value = rows.find(({ labels }) => labels['agent_id'] === agent)?.points[0]?.[1] ?? Number.NaN;
    expect(Math.abs(value - about)).toBeLessThan(about / 4);
    // Nobody else is stale, so that it is the agent and not the exporter.
    if (rule === 'pf-agent-stale') expect(rows.filter(({ points }) => (points[0]?.[1] ?? 0) > 120)).toHaveLength(1);
  });

  const queries = findQueries(committedFolder()).filter(
    ({ language, place }) => language === 'promql' && place === 'panel',
  );
  test.each(queries.map((query) => [query.where, query] as const))('%s', async (where, query) => {
    const now = new Date();
    const range = { from: new Date(now.getTime() - LIVE_MS), to: now };
    const ids = await busiest();
    const strategies = [...new Set(fleet.agents().map(({ strategy }) => strategy))];
    const { expanded } = expansionsOf(query, range, ({ name }) => (name === 'strategy' ? strategies : ids));
    const all = expanded.find(({ choice }) => choice === 'all') ?? expanded[0];
    if (all === undefined) throw new Error(`${where} has no text.`);
    const rows = (await askPrometheus(endpoint, all)).rows.length;
    if (!Object.hasOwn(empty, where)) expect(rows, all.text).toBeGreaterThan(0);
  });
});

/** Agents, those that send most orders first: the dashboard of one agent chooses the first. */
async function busiest(): Promise<string[]> {
  const rates = await ask('sort_desc(sum by (agent_id) (rate(pf_orders_total{agent_id!~".*python"}[1m])))');
  // The one whose money runs out has a runway.
  return [...new Set([...rates.map(({ labels }) => labels['agent_id'] ?? ''), poor])];
}

function ask(promql: string) {
  const now = new Date();
  return askSeries(endpoint, promql, { from: now, to: now, intervalMs: 1000, scrapeIntervalMs: 1000 }, true);
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startPushgateway(): Promise<number> {
  const port = await freePort();
  start('prometheus-pushgateway', [`--web.listen-address=127.0.0.1:${port}`]);
  await answers(`http://127.0.0.1:${port}/-/ready`);
  return port;
}

async function startPythonAgent(): Promise<number> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'pf-python-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'pf_agent_metrics.py'), pythonAgentModule());
  const program = `
import time
from pf_agent_metrics import Agent, log, serve
serve(${port}, "127.0.0.1")
agent = Agent("${PYTHON_AGENT}", endpoints=["/v1/crypto/orders/limit"], error_codes=["rate_limited"])
agent.order("/v1/crypto/orders/limit", 38.2, trace_id="4bf92f3577b34da6a3ce929d0e0e4736")
agent.order("/v1/crypto/orders/limit", 12.0)
agent.order("/v1/crypto/orders/limit", 700.0, error_code="rate_limited")
agent.fill("crypto", 640.0, slippage_bps=1.3)
log("info", "order sent", agent_id="${PYTHON_AGENT}", event="strategy_decision")
time.sleep(3600)
`;
  start(python(), ['-c', program], folder);
  await answers(`http://127.0.0.1:${port}/metrics`);
  return port;
}

/** A Python that has the package prometheus_client. */
function python(): string {
  for (const name of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(name, ['-c', 'import prometheus_client'], { stdio: 'ignore' });
      return name;
    } catch {
      // The next may have it.
    }
  }
  throw new Error('No Python has prometheus_client: install the Debian package python3-prometheus-client.');
}

function start(program: string, args: readonly string[], cwd?: string): ChildProcess {
  const child = spawn(program, args, { stdio: 'ignore', ...(cwd === undefined ? {} : { cwd }) });
  closing.push(async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
  return child;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer.`);
}
