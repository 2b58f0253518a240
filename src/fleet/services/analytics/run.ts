import { timeRange } from '../replay/time-range.ts';
import { type Environment, EnvironmentReader } from '../service/environment.ts';
import { clickhouseConnection } from '../sink/clickhouse.ts';
import { type AnalyticsClient, analyticsClient, type AnalyticsScope } from './client.ts';
import { type Format, printed } from './print.ts';
import type { Granularity } from './queries.ts';

/** Verbs of `fleet analytics`. */
export type AnalyticsVerb = 'pnl' | 'leaderboard' | 'slippage' | 'strategies' | 'fill-rate' | 'drawdown';

/** Options of `fleet analytics`. */
export interface AnalyticsFlags {
  readonly from?: string;
  readonly to?: string;
  readonly agent?: readonly string[];
  readonly strategy?: readonly string[];
  readonly market?: readonly string[];
  readonly ticker?: readonly string[];
  readonly format: Format;
  readonly top?: number;
  readonly minTrades?: number;
  readonly minDays?: number;
  readonly by?: Granularity;
}

const THIRTY_DAYS_MS = 30 * 86_400_000;

/** Runs the query of one verb and returns the text to print. */
export async function runAnalytics(
  environment: Environment,
  verb: AnalyticsVerb,
  flags: AnalyticsFlags,
): Promise<string> {
  const now = Date.now();
  const range = timeRange(flags.from ?? new Date(now - THIRTY_DAYS_MS).toISOString(), flags.to, now);
  const env = new EnvironmentReader('analytics', environment);
  const connection = clickhouseConnection(env);
  env.finish();
  const { agent = [], strategy = [], market = [], ticker = [] } = flags;
  const scope: AnalyticsScope = {
    from: new Date(range.from),
    to: new Date(range.to),
    agents: agent,
    strategies: strategy,
    markets: market,
    tickers: ticker,
  };
  const client = await analyticsClient(connection);
  try {
    return printed(await rowsOf(client, verb, scope, flags), flags.format);
  } finally {
    await client.close();
  }
}

async function rowsOf(
  client: AnalyticsClient,
  verb: AnalyticsVerb,
  scope: AnalyticsScope,
  { top, minTrades, minDays, by }: AnalyticsFlags,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const places = top === undefined ? {} : { top };
  switch (verb) {
    case 'pnl':
      return asRecords(await client.queryPnl(scope, by));
    case 'leaderboard':
      return asRecords(
        await client.queryLeaderboard(scope, {
          ...places,
          ...(minTrades === undefined ? {} : { minTrades }),
          ...(minDays === undefined ? {} : { minDays }),
        }),
      );
    case 'strategies':
      return asRecords(await client.queryStrategies(scope));
    case 'fill-rate':
      return asRecords(await client.queryFillRate(scope));
    case 'drawdown':
      return asRecords(await client.queryDrawdown(scope, places));
    case 'slippage': {
      const { by_ticker: tickers, by_hour: hours, ...summary } = await client.analyseSlippage(scope);
      return [{ ...summary, by_ticker: tickers, by_hour: hours }];
    }
  }
}

/** Rows of a known shape, as columns and values. */
function asRecords(rows: readonly object[]): readonly Readonly<Record<string, unknown>>[] {
  return rows as readonly Readonly<Record<string, unknown>>[];
}
