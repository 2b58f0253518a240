import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as client from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { metrics } from '../../catalog/metrics.ts';
import { simulationOptions } from '../../simulator/options.ts';
import { type LivingFleet, livingFleet } from '../mock/living-fleet.ts';
import { jsonLog } from '../service/log.ts';
import { samplesOf } from '../testing/exposition.ts';
import { API_KEY, END } from '../testing/mock-platform.ts';
import { platformProcess } from '../testing/platform-process.ts';
import { exporterMetrics } from './collect.ts';
import { createExporter } from './exporter.ts';
import type { CycleResult } from './poller.ts';
import { type ExporterSettings, exporterSettings } from './settings.ts';
import { readMemory } from './state.ts';

const CYCLES = 200;
const INTERVAL = 15_000;
const SHARE = 0.05;
const SIMULATION = { agents: 300, days: 1, eventsPerDay: 60 } as const;

const clock = { now: END };
let platform: Awaited<ReturnType<typeof platformProcess>>;
/** The platform's fleet, simulated again in this process with the same seed and clock, as the expected values. */
let fleet: LivingFleet;
let folder: string;
beforeAll(async () => {
  platform = await platformProcess({ simulation: SIMULATION });
  fleet = livingFleet(simulationOptions({ ...SIMULATION, end: END }), { clock: () => clock.now });
  folder = mkdtempSync(join(tmpdir(), 'pf-exporter-'));
});
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true });
});

it('shows correct values of 300 agents after 200 cycles with faults of every kind, and a restart', async () => {
  const shares = { '500': SHARE, '429': SHARE, half: SHARE, types: SHARE, silence: SHARE };
  await platform.order({ faults: { latencyMs: 1, shares } });
  const stateFile = join(folder, 'state.json');
  const settings = exporterSettings(
    {
      PF_API_KEY: API_KEY,
      PF_API_URL: platform.url,
      PF_TIMEOUT_SECONDS: '0.2',
      PF_CONCURRENCY: '64',
      PF_STATE_FILE: stateFile,
    },
    { push: false },
  );
  const lines: string[] = [];
  const log = jsonLog({ service: 'pf-exporter', write: (line) => lines.push(line), secrets: [API_KEY] });
  const start = async (more: Partial<ExporterSettings> = {}) =>
    createExporter({
      client,
      settings: { ...settings, ...more },
      log,
      memory: await readMemory(stateFile),
      now: () => clock.now,
      calls: { attempts: 3, backoffMs: 2 },
    });

  let exporter = await start();
  let before = new Map<string, number>();
  const fallen: string[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    if (cycle === CYCLES / 2) exporter = await start();
    clock.now += INTERVAL;
    await platform.order({ now: clock.now });
    await exporter.cycle({ budgetMs: INTERVAL });
    // `samplesOf` throws if a series appears twice.
    const samples = samplesOf((await exporter.metrics()).text);
    for (const [series, value] of samples)
      if (isPolledCounter(series) && value < (before.get(series) ?? 0)) fallen.push(series);
    before = samples;
  }
  expect(fallen).toEqual([]);

  // The platform is healthy again: now every series must have the correct value, and there must be no others.
  await platform.order({ faults: { latencyMs: 0, shares: {} } });
  // On a busy machine a healthy platform may take more than 200 ms.
  exporter = await start({ timeoutMs: 10_000 });
  await untilComplete(() => exporter.cycle({ budgetMs: INTERVAL }));
  const samples = samplesOf((await exporter.metrics()).text);
  const truth = truthOf();
  const shown = new Map([...samples].filter(([series]) => !series.startsWith('pf_api_request_duration_seconds')));
  expect([...shown.keys()].toSorted()).toEqual([...truth.keys()].toSorted());
  const wrong = [...truth].flatMap(([series, value]) =>
    Math.abs((shown.get(series) ?? Number.NaN) - value) < 1e-6 ? [] : [`${series}: ${shown.get(series)}, not ${value}`],
  );
  expect(wrong).toEqual([]);
  expect(fleet.agents().length).toBeGreaterThan(250);
  expect(exporterMetrics.filter((name) => ![...samples.keys()].some((series) => series.startsWith(name)))).toEqual([]);
  expect(lines.join()).not.toContain(API_KEY);
}, 1_800_000);

/** Runs cycles until every call for every agent has succeeded. */
async function untilComplete(cycle: () => Promise<CycleResult>): Promise<void> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const { agents, complete } = await cycle();
    if (agents === complete) return;
  }
  throw new Error('No cycle was complete.');
}

function isPolledCounter(series: string): boolean {
  const name = series.split('{')[0] ?? '';
  return name in metrics && metrics[name as keyof typeof metrics].type === 'counter';
}

/** Every series with its expected value, from the simulated fleet. */
function truthOf(): Map<string, number> {
  const truth = new Map<string, number>();
  const set = (name: string, labels: Readonly<Record<string, string>>, value: number): void => {
    truth.set(
      `${name}{${Object.entries(labels)
        .map(([label, text]) => `${label}="${text}"`)
        .join(',')}}`,
      value,
    );
  };
  for (const [currency, rate] of Object.entries(fleet.rates())) set('pf_fx_rate_usdc', { currency }, rate);
  for (const agent of fleet.agents()) {
    const of = { agent_id: agent.id };
    const { balances, flows } = fleet.balances(agent);
    for (const [currency, amount] of Object.entries(balances))
      set('pf_wallet_balance_usdc', { ...of, currency }, amount);
    for (const [currency, moved] of Object.entries(flows)) {
      for (const direction of ['in', 'out'] as const)
        set('pf_wallet_flows_total', { ...of, currency, direction }, moved[direction]);
    }
    const stats = fleet.stats(agent);
    for (const [strategy, pnl] of Object.entries(stats.pnl_by_strategy))
      set('pf_trade_pnl_usdc_total', { ...of, strategy }, pnl);
    for (const [strategy, pnl] of Object.entries(stats.unrealized_pnl_by_strategy))
      set('pf_unrealized_pnl_usdc', { ...of, strategy }, pnl);
    for (const [market, notional] of Object.entries(stats.open_notional_by_market))
      set('pf_open_position_notional_usdc', { ...of, market }, notional);
    for (const [outcome, count] of Object.entries(stats.trades)) set('pf_trades_total', { ...of, outcome }, count);
    set('pf_drawdown_pct', of, stats.drawdown_pct);
    set('pf_agent_max_drawdown_pct', of, stats.max_drawdown_pct);
    set('pf_agent_min_balance_usdc', of, stats.min_balance_usdc);
    set('pf_margin_used_usdc', of, stats.margin_used_usdc);
    set('pf_leverage_ratio', of, stats.leverage);
    if (stats.liquidation_distance !== undefined) set('pf_liquidation_distance_ratio', of, stats.liquidation_distance);
    set('pf_referral_fees_usdc_total', of, stats.referral_fees_usdc);
    set('pf_faucet_claims_total', of, stats.faucet_claims);
    set('pf_agent_info', { ...of, agent_name: agent.name, strategy: agent.strategy, status: agent.status }, 1);
    set('pf_exporter_last_success_timestamp_seconds', of, clock.now / 1000);
    const { count, total_locked_usdc: locked, contracts } = fleet.openEscrow(agent);
    set('pf_escrow_open_count', of, count);
    set('pf_escrow_volume_usdc', of, locked);
    const left = contracts.map(({ expires_at: expiresAt }) => (Date.parse(expiresAt) - clock.now) / 1000);
    const ahead = left.filter((seconds) => seconds >= 0);
    set('pf_escrow_overdue_contracts', of, left.length - ahead.length);
    if (left.length > 0)
      set('pf_escrow_seconds_to_expiry', of, ahead.length > 0 ? Math.min(...ahead) : Math.max(...left));
  }
  return truth;
}
