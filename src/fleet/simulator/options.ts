import { UserError } from '../../diagnostics/errors.ts';

/** Options of a simulation; the same options give the same bytes. */
export interface SimulationOptions {
  /** Number of agents, 3 to 300. */
  readonly agents: number;
  /** Length of the history in days, ending at `end`. */
  readonly days: number;
  readonly seed: number;
  /** End of the history, Unix milliseconds, a whole minute. */
  readonly end: number;
  /** Trades and bets of an agent per day: rows of the book of record. */
  readonly tradesPerDay: number;
  /** Fills, settlements, cancels and rejects of an agent per day: rows of the analytics copy. */
  readonly eventsPerDay: number;
  /** Value of the label `env` of log lines. */
  readonly env: string;
}

/** Durations in milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Stores for which a history can be written. */
export const stores = ['postgres', 'clickhouse', 'prometheus', 'loki'] as const;
export type Store = (typeof stores)[number];

/** With 300 agents and 30 days, these rates give about 5 million trade events, which a two-core machine can handle. */
export const defaultOptions = {
  agents: 12,
  days: 3,
  seed: 1,
  tradesPerDay: 20,
  eventsPerDay: 667,
  env: 'prod',
} as const;

/** Fills in the defaults; throws a `UserError` that names every invalid option. */
export function simulationOptions(given: Partial<SimulationOptions> & { readonly end: number }): SimulationOptions {
  const options = { ...defaultOptions, ...given };
  const problems = [
    ...inRange('agents', options.agents, 3, 300, 'whole'),
    ...inRange('days', options.days, 1, 400),
    ...inRange('seed', options.seed, 0, 2 ** 32 - 1, 'whole'),
    ...inRange('trades', options.tradesPerDay, 1, 1000),
    ...inRange('events', options.eventsPerDay, options.tradesPerDay * 2, 100_000),
    ...(Number.isInteger(options.end / MINUTE) ? [] : ['The end is not a whole minute.']),
  ];
  if (problems.length > 0)
    throw new UserError(problems.map((message) => ({ severity: 'error', id: 'simulate/options', message })));
  return options;
}

function inRange(name: string, value: number, low: number, high: number, whole?: 'whole'): string[] {
  if (value >= low && value <= high && (whole === undefined || Number.isInteger(value))) return [];
  return [
    `--${name} is ${value}; it must be ${whole === undefined ? 'a number' : 'a whole number'} from ${low} to ${high}.`,
  ];
}
