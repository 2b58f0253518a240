import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as client from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { metricEmitters } from '../contracts/emitters.ts';
import { jsonLog } from '../service/log.ts';
import { samplesOf } from '../testing/exposition.ts';
import { API_KEY, mockPlatform } from '../testing/mock-platform.ts';
import { exporterMetrics } from './collect.ts';
import { createExporter } from './exporter.ts';
import { type ExporterSettings, exporterSettings } from './settings.ts';
import { readMemory } from './state.ts';

type Platform = Awaited<ReturnType<typeof mockPlatform>>;
let platform: Platform;
let folder: string;
const lines: string[] = [];
const log = jsonLog({ service: 'pf-exporter', write: (line) => lines.push(line), secrets: [API_KEY] });

beforeEach(async () => {
  lines.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'pf-exporter-'));
  platform = await mockPlatform();
});
afterEach(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true });
});

function settings(more: Partial<ExporterSettings> = {}): ExporterSettings {
  const read = exporterSettings(
    { PF_API_KEY: API_KEY, PF_API_URL: platform.url, PF_TIMEOUT_SECONDS: '60' },
    { push: false },
  );
  return { ...read, ...more };
}

function exporterOf(more: Partial<ExporterSettings> = {}, parts: Partial<Parameters<typeof createExporter>[0]> = {}) {
  const made = createExporter({
    client,
    settings: settings(more),
    log,
    now: () => platform.clock.now,
    calls: { backoffMs: 1 },
    ...parts,
  });
  return {
    ...made,
    poll: async (minutes = 0.25): Promise<Map<string, number>> => {
      platform.clock.now += minutes * 60_000;
      await made.cycle({ budgetMs: 60_000 });
      return samplesOf((await made.metrics()).text);
    },
  };
}

const agentsIn = (samples: ReadonlyMap<string, number>): Set<string | undefined> =>
  new Set([...samples.keys()].flatMap((series) => /agent_id="([^"]+)"/.exec(series)?.[1] ?? []));

it('has exactly the metrics that the emitter table assigns to it', () => {
  const given = Object.entries(metricEmitters).flatMap(([name, { by }]) => (by === 'exporter' ? [name] : []));
  expect([...exporterMetrics].toSorted()).toEqual(given.toSorted());
});

describe('a poll', () => {
  it('shows the values of the platform for every agent', async () => {
    const exporter = exporterOf();
    const samples = await exporter.poll();
    const agents = platform.fleet.agents().length;
    expect(await exporter.cycle({ budgetMs: 60_000 })).toEqual({ agents, complete: agents, failures: 0 });
    expect(agentsIn(samples)).toEqual(new Set(platform.fleet.agents().map(({ id }) => id)));
    const without = exporterMetrics.filter((name) => ![...samples.keys()].some((series) => series.startsWith(name)));
    expect(without, 'metrics that `fill` of collect.ts does not set').toEqual([]);
    for (const agent of platform.fleet.agents()) {
      const { balances } = platform.fleet.balances(agent);
      const stats = platform.fleet.stats(agent);
      const escrow = platform.fleet.openEscrow(agent);
      const of = `agent_id="${agent.id}"`;
      for (const [currency, amount] of Object.entries(balances))
        expect(samples.get(`pf_wallet_balance_usdc{${of},currency="${currency}"}`)).toBe(amount);
      for (const [strategy, pnl] of Object.entries(stats.pnl_by_strategy))
        expect(samples.get(`pf_trade_pnl_usdc_total{${of},strategy="${strategy}"}`)).toBe(pnl);
      expect(samples.get(`pf_drawdown_pct{${of}}`)).toBe(stats.drawdown_pct);
      expect(samples.get(`pf_trades_total{${of},outcome="win"}`)).toBe(stats.trades.win);
      expect(samples.get(`pf_referral_fees_usdc_total{${of}}`)).toBe(stats.referral_fees_usdc);
      expect(samples.get(`pf_escrow_open_count{${of}}`)).toBe(escrow.count);
      expect(samples.get(`pf_escrow_volume_usdc{${of}}`)).toBe(escrow.total_locked_usdc);
      expect(samples.get(`pf_exporter_last_success_timestamp_seconds{${of}}`)).toBe(platform.clock.now / 1000);
    }
    const requests = [...samples.keys()].filter((series) => series.startsWith('pf_api_request_duration_seconds_count'));
    expect(requests.toSorted()).toEqual(
      ['/agents', '/agents/{agent_id}/stats', '/escrow', '/rates', '/wallet/{agent_id}/balances'].map(
        (endpoint) => `pf_api_request_duration_seconds_count{endpoint="${endpoint}",status="200"}`,
      ),
    );
  });

  it('computes the next expiry and overdue contracts at the time of the scrape', async () => {
    const exporter = exporterOf();
    const before = await exporter.poll();
    platform.clock.now += 60_000;
    const after = samplesOf((await exporter.metrics()).text);
    const series = [...before.keys()].find((name) => name.startsWith('pf_escrow_seconds_to_expiry'));
    expect(after.get(series ?? '')).toBeCloseTo((before.get(series ?? '') ?? 0) - 60, 3);
  });

  it('drops an agent that is gone, and keeps the P&L of an earlier strategy', async () => {
    const exporter = exporterOf();
    const [first, second] = platform.fleet.agents();
    await exporter.poll();
    platform.fleet.overrides.set(first?.id ?? '', { gone: true });
    expect(agentsIn(await exporter.poll())).not.toContain(first?.id);
    const strategies = second?.pnlByStrategy;
    second!.strategy = strategies?.has('momentum') ? 'market_making' : 'momentum';
    const samples = await exporter.poll();
    for (const strategy of [...(strategies?.keys() ?? []), second?.strategy]) {
      expect(samples.has(`pf_trade_pnl_usdc_total{agent_id="${second?.id}",strategy="${strategy}"}`)).toBe(true);
    }
    expect(
      [...samples.keys()].filter((name) => name.startsWith(`pf_agent_info{agent_id="${second?.id}"`)),
    ).toHaveLength(1);
  });

  it('removes gauges after five minutes without a response, and keeps P&L and counters', async () => {
    const exporter = exporterOf({ timeoutMs: 500 }, { calls: { attempts: 1 } });
    const [{ id } = { id: '' }] = platform.fleet.agents();
    const before = await exporter.poll();
    platform.fleet.overrides.set(id, { silent: true });
    const soon = await exporter.poll(4);
    const late = await exporter.poll(2);
    const levels = ['pf_wallet_balance_usdc', 'pf_drawdown_pct', 'pf_escrow_open_count'];
    const of = (samples: ReadonlyMap<string, number>, names: readonly string[]): number =>
      [...samples.keys()].filter(
        (series) => series.includes(`agent_id="${id}"`) && names.some((name) => series.startsWith(`${name}{`)),
      ).length;
    expect(of(soon, levels)).toBe(of(before, levels));
    expect(of(late, levels)).toBe(0);
    expect(of(late, ['pf_trade_pnl_usdc_total', 'pf_trades_total', 'pf_agent_info'])).toBe(
      of(before, ['pf_trade_pnl_usdc_total', 'pf_trades_total', 'pf_agent_info']),
    );
    expect(late.get(`pf_exporter_last_success_timestamp_seconds{agent_id="${id}"}`)).toBe(
      before.get(`pf_exporter_last_success_timestamp_seconds{agent_id="${id}"}`),
    );
  });

  it('shows the counters of a new agent at 0 before their first increase', async () => {
    const [first] = platform.fleet.agents();
    const id = first?.id ?? '';
    platform.fleet.overrides.set(id, { gone: true });
    const exporter = exporterOf();
    await exporter.poll();
    Object.assign(first!, { registeredAt: platform.clock.now });
    platform.fleet.overrides.delete(id);
    const series = `pf_trades_total{agent_id="${id}",outcome="win"}`;
    const wins = platform.fleet.stats(first!).trades.win;
    expect(wins).toBeGreaterThan(0);
    expect((await exporter.poll()).get(series)).toBe(0);
    expect((await exporter.poll()).get(series)).toBeGreaterThanOrEqual(wins);
  });

  it('splits the P&L of the documents by strategy, also across a restart', async () => {
    await platform.stop();
    platform = await mockPlatform({ documentsOnly: true });
    const stateFile = join(folder, 'state.json');
    const [agent] = platform.fleet.agents();
    const { id } = agent!;
    const more = { stateFile, agentIds: [id] };
    const sum = (): number => platform.fleet.stats(agent!).pnl_usdc;
    agent!.pnlByStrategy.clear();
    agent!.strategy = 'momentum';
    agent!.pnlByStrategy.set('momentum', 40_000_000);
    await exporterOf(more).poll(0);
    agent!.strategy = 'market_making';
    agent!.pnlByStrategy.set('market_making', -15_500_000);
    const samples = await exporterOf(more, { memory: await readMemory(stateFile) }).poll(0);
    expect(samples.get(`pf_trade_pnl_usdc_total{agent_id="${id}",strategy="momentum"}`)).toBe(40);
    expect(samples.get(`pf_trade_pnl_usdc_total{agent_id="${id}",strategy="market_making"}`)).toBe(-15.5);
    expect(sum()).toBe(24.5);
  });

  it('works with the fields of the documents alone', async () => {
    await platform.stop();
    platform = await mockPlatform({ documentsOnly: true });
    const exporter = exporterOf({ agentIds: platform.fleet.agents().map(({ id }) => id) });
    await exporter.poll();
    const samples = await exporter.poll();
    const families = new Set([...samples.keys()].map((series) => series.split('{')[0]));
    for (const [name, { by, needs }] of Object.entries(metricEmitters)) {
      if (by === 'exporter' && name !== 'pf_api_request_duration_seconds')
        expect([name, families.has(name)]).toEqual([name, needs === 'documents']);
    }
    // This API has no rates. Requesting them in each cycle would look like a failing API.
    expect(samples.get('pf_api_request_duration_seconds_count{endpoint="/rates",status="404"}')).toBe(1);
  });
});

describe('a failing platform', () => {
  it('distinguishes timeouts, invalid responses and error codes, and retries', async () => {
    const agentIds = ['pf_agent_001'];
    const counts = (samples: ReadonlyMap<string, number>, ...statuses: readonly string[]) =>
      statuses.map((status) =>
        samples.get(`pf_api_request_duration_seconds_count{endpoint="/escrow",status="${status}"}`),
      );
    // The platform does not answer at all, so a short timeout is enough.
    const impatient = exporterOf({ timeoutMs: 100, agentIds }, { calls: { attempts: 2, backoffMs: 1 } });
    platform.mock.faults = { latencyMs: 0, shares: { silence: 1 } };
    expect(counts(await impatient.poll(), 'timeout', '200')).toEqual([2, undefined]);
    const exporter = exporterOf({ timeoutMs: 60_000, agentIds }, { calls: { attempts: 2, backoffMs: 1 } });
    for (const kind of ['500', 'half', 'types'] as const) {
      platform.mock.faults = { latencyMs: 0, shares: { [kind]: 1 } };
      await exporter.poll();
    }
    platform.mock.faults = { latencyMs: 0, shares: {} };
    const samples = await exporter.poll();
    expect(counts(samples, '500', 'error', 'timeout', '200')).toEqual([2, 4, undefined, 1]);
    expect(samples.has('pf_drawdown_pct{agent_id="pf_agent_001"}')).toBe(true);
  });

  it('waits as long as a 429 requests', async () => {
    const exporter = exporterOf({ agentIds: ['pf_agent_001'] }, { calls: { attempts: 1 } });
    platform.mock.faults = { latencyMs: 0, shares: { '429': 1 }, retryAfterSeconds: 1 };
    await exporter.cycle({ budgetMs: 10_000 });
    platform.mock.faults = { latencyMs: 0, shares: {} };
    const started = performance.now();
    await exporter.cycle({ budgetMs: 5000 });
    expect(performance.now() - started).toBeGreaterThan(800);
  });

  it('writes one log line per cycle, without the key', async () => {
    const exporter = exporterOf({ apiKey: `${API_KEY}x` }, { calls: { attempts: 1 } });
    await exporter.poll();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      service_name: 'pf-exporter',
      event: 'poll_failed',
      error_code: '401',
    });
    expect(lines.join()).not.toContain(API_KEY);
  });
});

it('keeps polling the other agents while one does not answer', async () => {
  const exporter = exporterOf({ timeoutMs: 1500 }, { calls: { attempts: 1 } });
  await exporter.poll();
  const [first, second] = platform.fleet.agents();
  platform.fleet.overrides.set(first!.id, { silent: true });
  const times: number[] = [];
  for (let cycle = 0; cycle < 3; cycle += 1) {
    const started = performance.now();
    platform.clock.now += 15_000;
    await exporter.cycle({ budgetMs: 400 });
    times.push(performance.now() - started);
  }
  expect(Math.max(...times)).toBeLessThan(1200);
  const samples = samplesOf((await exporter.metrics()).text);
  const age = (id: string): number =>
    platform.clock.now / 1000 - (samples.get(`pf_exporter_last_success_timestamp_seconds{agent_id="${id}"}`) ?? 0);
  expect([age(first!.id), age(second!.id)]).toEqual([45, 0]);
});

describe('several processes', () => {
  it('share the agents without gaps or duplicates', async () => {
    const shards = await Promise.all([1, 2, 3].map((index) => exporterOf({ shard: { index, count: 3 } }).poll(0)));
    const agents = shards.flatMap((samples) => [...agentsIn(samples)]);
    expect(agents.toSorted()).toEqual(
      platform.fleet
        .agents()
        .map(({ id }) => id)
        .toSorted(),
    );
  });
});

describe('settings', () => {
  it('reports every problem at once, and repeats no secret', () => {
    const env = {
      PF_API_KEY: 'pf_live_a b',
      PF_API_URL: 'ftp://user:secret@host',
      PF_POLL_SECONDS: 'often',
      PF_SHARD: '3/2',
      PUSHGATEWAY_URL: 'nowhere',
    };
    let message = '';
    try {
      exporterSettings(env, { push: false });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'PF_API_KEY',
      'PF_API_URL',
      'PF_POLL_SECONDS',
      'PF_SHARD',
      'PUSHGATEWAY_URL',
    ]);
    expect(message).not.toMatch(/secret|pf_live/);
  });

  it('reads the list of agents, the Pushgateway and the shard', () => {
    const { agentIds, pushgatewayUrl } = exporterSettings({ PF_API_KEY: 'k', PF_AGENT_ID: 'a, b,,a' }, { push: true });
    expect([agentIds, pushgatewayUrl]).toEqual([['a', 'b'], 'http://pushgateway:9091']);
    const pod = { PF_API_KEY: 'k', PF_SHARD: 'ordinal/3', HOSTNAME: 'pf-exporter-2' };
    expect(exporterSettings(pod, { push: false }).shard).toEqual({ index: 3, count: 3 });
    expect(() => exporterSettings({ ...pod, HOSTNAME: 'pf-exporter-3' }, { push: false })).toThrow(
      /PF_SHARD needs a host name/,
    );
    expect(exporterSettings({ PF_API_KEY: 'k', PF_AGENT_ID: 'all' }, { push: false })).toMatchObject({
      agentIds: undefined,
      pushgatewayUrl: undefined,
    });
  });

  it('refuses a state file that it cannot read', async () => {
    const path = join(folder, 'state.json');
    expect((await readMemory(path)).agents.size).toBe(0);
    writeFileSync(path, '{"version":9}');
    await expect(readMemory(path)).rejects.toThrow(/does not contain a state of version 1/);
  });
});
