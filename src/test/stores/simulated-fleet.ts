import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DAY, simulationOptions, type SimulationOptions, type Store } from '../../fleet/simulator/options.ts';
import { simulate } from '../../fleet/simulator/simulate.ts';
import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { filesIn } from '../../fleet/simulator/writers/files.ts';
import type { TimeRange } from '../../verify/panel-queries/periods.ts';
import type { OptionsOf } from '../fleet-truth/every-choice.ts';

/** A simulated fleet: its files on disk, and its true figures. */
export interface SimulatedFleet {
  readonly truth: Truth;
  readonly now: Date;
  /** Its whole history. */
  readonly range: TimeRange;
  /** A month that ends before the fleet starts. */
  readonly before: TimeRange;
  /** A range that ends at the fleet's current time. */
  last(hours: number): TimeRange;
  /** Path of a file of the simulation; undefined if it has no rows. */
  file(path: string): string | undefined;
  files(folder: string): readonly string[];
  remove(): void;
}

/** The end time of the test fleets: a Wednesday, an hour and a quarter past noon. */
export const NOW = Date.parse('2026-03-04T13:15:00Z');

/**
 * The seed of a fleet with nearly every kind of event: wins and losses worth a mark, strategy switches, top-ups,
 * contracts that time out.
 */
export const SEED = 99;

/** The hours before the end in which Prometheus has a sample every 15 seconds, and histograms. */
export const DENSE_HOURS = 2;

/** Simulates a fleet and writes the files of one store, or of several. */
export function simulateFleet(
  stores: Store | readonly Store[],
  given: Partial<SimulationOptions> = {},
): SimulatedFleet {
  const folder = mkdtempSync(join(tmpdir(), 'pf-fleet-'));
  // A fleet needs at least three agents, but every dashboard allows selecting one.
  const options = {
    ...simulationOptions({
      end: NOW,
      seed: SEED,
      ...given,
      ...(given.agents !== undefined && given.agents < 3 ? { agents: 3 } : {}),
    }),
    ...given,
  };
  const files = filesIn(folder);
  const truth = simulate(options, files, { stores: [stores].flat() });
  files.closeAll();
  const now = new Date(options.end);
  return {
    truth,
    now,
    range: { from: new Date(options.end - options.days * DAY), to: now },
    before: {
      from: new Date(options.end - (options.days + 31) * DAY),
      to: new Date(options.end - (options.days + 1) * DAY),
    },
    last: (hours) => ({ from: new Date(options.end - hours * 3_600_000), to: now }),
    file: (path) => (existsSync(join(folder, path)) ? join(folder, path) : undefined),
    files: (below) =>
      readdirSync(join(folder, below))
        .sort()
        .map((name) => join(folder, below, name)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/**
 * The options that the variables' queries would return for a fleet, in an order in which the first ones belong
 * together: agents that trade now, hold something and earn from others they referred, their strategies, and the two
 * sides of one contract.
 */
export function optionsIn({ truth, file }: SimulatedFleet): OptionsOf {
  const { strategies, markets, tickers } = truth.windows.all;
  const earners = agentsToChoose(truth);
  const contract = file('postgres/escrow_contracts.tsv');
  const [escrow = '', payer = '', payee = ''] = contract
    ? (
        readFileSync(contract, 'utf8')
          .split('\n')
          .find((line) => line.includes('settled')) ?? ''
      ).split('\t')
    : [];
  const known: Readonly<Record<string, readonly string[]>> = {
    agent_id: earners,
    payer: [payer, ...earners.filter((id) => id !== payer)],
    payee: [payee, ...earners.filter((id) => id !== payee)],
    escrow_id: [escrow],
    strategy: [
      ...new Set([...earners.flatMap((id) => truth.levels.agents[id]?.strategy ?? []), ...Object.keys(strategies)]),
    ],
    market: Object.keys(markets),
    ticker: Object.keys(tickers),
  };
  return ({ name }) => known[name] ?? [];
}

/** Agents in the order of the options. */
export function agentsToChoose(truth: Truth): readonly string[] {
  return Object.keys(truth.windows.all.agents)
    .filter((id) => truth.reporting.includes(id))
    .sort((one, other) => usefulness(truth, other) - usefulness(truth, one));
}

/** How much data an agent has. */
function usefulness({ windows, levels }: Truth, id: string): number {
  const { referral } = windows.all.agents[id] ?? { referral: { trade: 0, casino: 0, escrow: 0 } };
  const has = [
    windows['5m'].agents[id]?.orders.sent,
    windows['15m'].agents[id]?.orders.sent,
    levels.agents[id]?.openTrades,
    referral.trade + referral.casino + referral.escrow,
  ];
  return has.filter((value) => value !== undefined && value > 0).length;
}
