import { expect } from 'vitest';

import { expandQuery } from '../../grafana/query-expansion/expand-query.ts';
import type { Language } from '../../grafana/query-expansion/language.ts';
import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import type { FoundQuery } from '../../verify/panel-queries/find.ts';
import type { TimeRange } from '../../verify/panel-queries/periods.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import documents from '../fixtures/document-queries.json' with { type: 'json' };
import { expansionsOf, type OptionsOf } from './every-choice.ts';
import { histogramQuantile } from './prometheus-truth.ts';
import { add } from './truth-case.ts';

/** A query from one of the documents, adapted to our tables, and its correction. */
interface DocumentQuery {
  readonly id: string;
  readonly language: string;
  readonly says: string;
  /** Setup statements, for a defect in a view. */
  readonly setup?: readonly string[];
  readonly document: string;
  /** The error of the engine or Grafana, if the query does not run. */
  readonly error?: string;
  /** The text that returns the true figure, or the pack's query that does. */
  readonly corrected?: string;
  readonly pack?: string;
  /** The position of the figure; by default `value` in the last row. */
  readonly column?: string;
  readonly row?: number;
  readonly match?: Readonly<Record<string, string>>;
  /** Set for figures that need a month of complete days. */
  readonly isOfMonth?: boolean;
  readonly truth: string;
  /** Relative tolerance. */
  readonly within?: number;
}

/** A function to query a store, and the fleet in it. */
export interface DocumentStore {
  readonly ask: (text: string) => Promise<QueryResult>;
  readonly truth: Truth;
  readonly range: TimeRange;
  readonly queries: readonly FoundQuery[];
  readonly optionsOf: OptionsOf;
  /** Figures that the simulated truth does not include. */
  readonly more?: Readonly<Record<string, number>>;
}

/** The minimum relative error of a wrong number. */
const WRONG_BY = 0.01;
const EXACT = 1e-6;

/** Returns the documents' queries in one language with titles, for a table of tests. */
export function documentQueries(
  language: Language,
  { isOfMonth = false } = {},
): [title: string, query: DocumentQuery][] {
  return (documents as readonly DocumentQuery[])
    .filter((query) => query.language === language && (query.isOfMonth ?? false) === isOfMonth)
    .map((query) => [`${query.id}: ${query.says}`, query]);
}

/**
 * Asserts that the document's text fails or returns a wrong number, and that the corrected one returns the true figure.
 */
export async function expectCorrection(query: DocumentQuery, store: DocumentStore): Promise<void> {
  const expected = store.more?.[query.truth] ?? figures[query.truth]?.(store.truth) ?? Number.NaN;
  expect(Number.isFinite(expected), 'the truth is a number').toBe(true);
  for (const statement of query.setup ?? []) await store.ask(statement).catch((error: unknown) => ignoreEmpty(error));
  const sent = async (text: string): Promise<QueryResult> =>
    store.ask(
      expandQuery(query.language as Language, text, { ...store.range, intervalMs: 60_000, scrapeIntervalMs: 15_000 }),
    );
  if (query.error === undefined) {
    const shown = figure({}, await sent(query.document));
    expect(
      Math.abs(shown - expected) > Math.max(Math.abs(expected) * WRONG_BY, 1e-9) || Number.isNaN(shown),
      `the document gives ${shown}, and ${expected} is true`,
    ).toBe(true);
  } else await expect(sent(query.document)).rejects.toThrow(new RegExp(query.error));
  const corrected = figure(
    query,
    query.pack === undefined ? await sent(query.corrected ?? '') : await askPack(query.pack, store),
  );
  expect(Math.abs(corrected - expected), `${corrected} is given, and ${expected} is true`).toBeLessThanOrEqual(
    Math.abs(expected) * (query.within ?? EXACT) + 1e-9,
  );
}

async function askPack(where: string, { ask, queries, range, optionsOf }: DocumentStore): Promise<QueryResult> {
  const found = queries.find((query) => query.where === where);
  const chosen = found && expansionsOf(found, range, optionsOf).expanded;
  const expanded = chosen?.find(({ choice }) => choice === 'all') ?? chosen?.[0];
  if (!expanded) throw new Error(`The pack has no query ${where}.`);
  return ask(expanded.text);
}

/** A statement that creates something returns no result to parse. */
function ignoreEmpty(error: unknown): void {
  if (!(error instanceof SyntaxError)) throw error;
}

function figure(
  { column = 'value', row = -1, match = {} }: Pick<DocumentQuery, 'column' | 'row' | 'match'>,
  { columns, rows }: QueryResult,
): number {
  const indexOf = (wanted: string): number => columns.findIndex(({ name }) => name === wanted);
  const matching = rows.filter((found) =>
    Object.entries(match).every(([name, value]) => found[indexOf(name)] === value),
  );
  const value = matching.at(row)?.[indexOf(column)];
  return value === null || value === undefined ? Number.NaN : Number(value);
}

const reporting = (truth: Truth) => truth.reporting.flatMap((id) => truth.levels.agents[id] ?? []);
const today = ({ days, end }: Truth) => days.filter(({ day }) => day === end.slice(0, 10));

/** Figures of the simulator, by the names used in the fixtures. */
const figures: Readonly<Record<string, (truth: Truth) => number>> = {
  orderErrorShare: ({ windows }) => {
    const calls = windows['2h'].api['/v1/orders']?.calls ?? {};
    return (
      add(Object.entries(calls).map(([status, count]) => (status >= '400' ? count : 0))) / add(Object.values(calls))
    );
  },
  nextExpiry: (truth) => Math.min(...reporting(truth).map(({ escrow }) => escrow.secondsToExpiry ?? Infinity)),
  orderLatencyP50: ({ windows }) => histogramQuantile(0.5, windows['2h'].fleet.orders.latencyBuckets),
  referralFees: ({ windows, reporting: ids }) =>
    add(ids.flatMap((id) => Object.values(windows.all.agents[id]?.referral ?? {}))),
  lowOrSilent: ({ levels, reporting: ids }) =>
    Object.entries(levels.agents).filter(([id, { wallet }]) => !ids.includes(id) || wallet.USDC < 50).length,
  tradesOfTwo: ({ windows }) =>
    add(['pf_agent_001', 'pf_agent_002'].map((id) => windows['2h'].agents[id]?.settled.count ?? Number.NaN)),
  tradePnlOfTheFirst: ({ levels }) =>
    add(Object.values(levels.agents['pf_agent_001']?.pnlByStrategy ?? { none: Number.NaN })),
  walletValue: (truth) => add(reporting(truth).map(({ walletValue }) => walletValue)),
  pnlOfTheDay: ({ windows }) => windows['24h'].fleet.netPnl,
  tradePnl: (truth) => add(reporting(truth).flatMap(({ pnlByStrategy }) => Object.values(pnlByStrategy))),
  bestOfTheDay: (truth) => Math.max(...today(truth).map(({ pnl }) => pnl)),
  ten: () => 10,
  agentsOfTheDay: (truth) => today(truth).length,
  netPnl: ({ windows }) => windows.all.fleet.netPnl,
  knownPnl: (truth) =>
    add(Object.values(truth.levels.agents).map(({ realizedPnl }) => realizedPnl)) - add(Object.values(truth.untoldPnl)),
  settledPnl: ({ windows }) => windows.all.fleet.settled.pnl,
  pnlOfTheFirst: ({ windows }) => windows.all.agents['pf_agent_001']?.settled.pnl ?? Number.NaN,
  winRate: ({ windows }) =>
    windows.all.fleet.settled.wins / (windows.all.fleet.settled.wins + windows.all.fleet.settled.losses),
  winRateOfTheFirst: ({ windows: { all } }) => {
    const { wins, losses } = all.agents['pf_agent_001']?.settled ?? { wins: Number.NaN, losses: Number.NaN };
    return wins / (wins + losses);
  },
  slippage: ({ windows }) => (1e4 * windows.all.fleet.fills.slippageCost) / windows.all.fleet.fills.slippageNotional,
  cryptoVolume: ({ windows }) => windows.all.markets['crypto']?.notional ?? Number.NaN,
  fillVolume: ({ windows }) => windows.all.fleet.fills.notional,
  fillCount: ({ windows }) => windows.all.fleet.fills.count,
  fillRate: ({ windows }) => windows.all.fleet.orders.filled / windows.all.fleet.orders.withEvents,
  settledInTheHour: ({ windows }) => windows['1h'].fleet.settled.count,
  nothing: () => 0,
};
