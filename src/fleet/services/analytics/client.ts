import type { ClickHouseClient } from '@clickhouse/client';

import { UserError } from '../../../diagnostics/errors.ts';
import type { Sql } from '../../queries/sql.ts';
import { failureText } from '../ingest/failure-text.ts';
import { openClickhouse } from '../sink/clickhouse.ts';
import type { TradeRow } from '../sink/trade-row.ts';
import { bound, type Parameters } from './bind.ts';
import { ingestTrades, type TradeEvent } from './ingest-trades.ts';
import { analyticsQueries, granularities, type Granularity } from './queries.ts';
import type {
  DrawdownRow,
  FillRateRow,
  LeaderboardRow,
  PnlRow,
  SlippageAnalysis,
  SlippageRow,
  StrategyRow,
} from './rows.ts';

/** How to reach the analytics copy. */
export interface AnalyticsOptions {
  /** Such as `http://localhost:8123` or `https://clickhouse.example.com:8443`. */
  readonly url: string;
  /** `agent_analytics` when left out. */
  readonly database?: string;
  readonly username?: string;
  readonly password?: string;
  /** True on a cluster: an insert waits until a majority of the replicas has it. */
  readonly quorum?: boolean;
}

/** The rows that a query reads: a time range, and optional filters. A filter that is left out selects everything. */
export interface AnalyticsScope {
  readonly from: Date;
  /** Now when left out. */
  readonly to?: Date;
  readonly agents?: readonly string[];
  readonly strategies?: readonly string[];
  readonly markets?: readonly string[];
  readonly tickers?: readonly string[];
}

/** Queries the analytics copy for the figures of the dashboards, and stores trades in it. */
export type AnalyticsClient = ReturnType<typeof clientOf>;

/** Defaults of the leaderboard, the same as in the dashboards. */
const TOP = 10;
const MIN_TRADES = 20;
const MIN_DAYS = 30;
/** A correlation of slippage with size above this counts as an effect of size, not as chance. */
const SIZE_IMPACT = 0.3;
const BATCH = 10_000;

/** Creates the client; nothing is sent before the first call. Call `close()` when done. */
export async function analyticsClient({
  url,
  database = 'agent_analytics',
  username = 'default',
  password = '',
  quorum = false,
}: AnalyticsOptions): Promise<AnalyticsClient> {
  return clientOf(await openClickhouse({ url, database, username, password, quorum }), quorum);
}

function clientOf(client: ClickHouseClient, quorum: boolean) {
  const query = async <T>(
    sql: Sql<'clickhouse'>,
    scope: AnalyticsScope,
    more: Partial<Parameters> = {},
  ): Promise<T[]> => {
    try {
      const result = await client.query({
        query: bound(sql),
        query_params: { ...parametersOf(scope), ...more },
        format: 'JSONEachRow',
        clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
      });
      return await result.json<T>();
    } catch (error) {
      throw refused(error);
    }
  };
  const first = <T>(rows: readonly T[]): T | undefined => rows[0];
  return {
    /** Stores trade events, 10,000 at a time; returns how many were new. */
    ingestTrades: (trades: Iterable<TradeEvent> | AsyncIterable<TradeEvent>, batchSize = BATCH): Promise<number> =>
      ingestTrades(client, trades, batchSize, quorum).catch((error: unknown) => {
        throw error instanceof UserError ? error : refused(error);
      }),
    /** P&L per period, agent and strategy. */
    queryPnl: (scope: AnalyticsScope, granularity: Granularity = 'day'): Promise<PnlRow[]> => {
      if (!granularities.includes(granularity))
        throw usage(
          `The granularity ${JSON.stringify(granularity)} is not valid.`,
          `Choose one of ${granularities.join(', ')}.`,
        );
      return query<PnlRow & { readonly profits: unknown; readonly losses: unknown }>(
        analyticsQueries.pnl(granularity),
        scope,
      ).then((rows) => rows.map(({ profits: _profits, losses: _losses, ...row }) => row));
    },
    /** The best agents by net P&L, with their risk. */
    queryLeaderboard: (
      scope: AnalyticsScope,
      { top = TOP, minTrades = MIN_TRADES, minDays = MIN_DAYS } = {},
    ): Promise<LeaderboardRow[]> =>
      query(analyticsQueries.leaderboard(whole('minTrades', minTrades), whole('minDays', minDays)), scope, {
        topn: whole('top', top),
      }),
    /** One row per strategy. */
    queryStrategies: (scope: AnalyticsScope): Promise<StrategyRow[]> => query(analyticsQueries.strategies(), scope),
    /** Orders and fills by hour of the UTC day and order type. */
    queryFillRate: (scope: AnalyticsScope): Promise<FillRateRow[]> => query(analyticsQueries.fillRate(), scope),
    /** The agents with the largest drawdown from their peak. */
    queryDrawdown: (scope: AnalyticsScope, { top = TOP } = {}): Promise<DrawdownRow[]> =>
      query(analyticsQueries.drawdown(), scope, { topn: whole('top', top) }),
    /** What fills cost against the arrival mid price: mean, quantiles, instruments, hours, and size. */
    analyseSlippage: async (scope: AnalyticsScope): Promise<SlippageAnalysis> => {
      const [overall, byTicker, byHour] = await Promise.all([
        query<Omit<SlippageAnalysis, 'has_size_impact' | 'worst_ticker' | 'best_hour' | 'by_ticker' | 'by_hour'>>(
          analyticsQueries.slippageOverall(),
          scope,
        ),
        query<SlippageRow & { readonly ticker: string }>(analyticsQueries.slippageByTicker(), scope),
        query<SlippageRow & { readonly utc_hour: number }>(analyticsQueries.slippageByHour(), scope),
      ]);
      const summary = first(overall) ?? {
        fills: 0,
        mean_bps: null,
        p50: null,
        p90: null,
        p99: null,
        size_correlation: null,
      };
      const hours = byHour
        .filter(({ mean_bps: bps }) => bps !== null)
        .toSorted((one, other) => (one.mean_bps ?? 0) - (other.mean_bps ?? 0));
      return {
        ...summary,
        // Without a fill the quantiles are unknown, not 0.
        ...(summary.fills === 0 ? { p50: null, p90: null, p99: null } : {}),
        has_size_impact: (summary.size_correlation ?? 0) > SIZE_IMPACT,
        worst_ticker: first(byTicker)?.ticker ?? null,
        best_hour: first(hours)?.utc_hour ?? null,
        by_ticker: byTicker,
        by_hour: byHour,
      };
    },
    /** Streams the events, oldest first, for results that do not fit in memory. */
    streamTrades: async function* (scope: AnalyticsScope): AsyncGenerator<TradeRow> {
      try {
        const result = await client.query({
          query: bound(analyticsQueries.trades()),
          query_params: { ...parametersOf(scope) },
          format: 'JSONEachRow',
          clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
        });
        for await (const rows of result.stream<TradeRow>()) for (const row of rows) yield row.json();
      } catch (error) {
        throw refused(error);
      }
    },
    close: (): Promise<void> => client.close(),
  };
}

function parametersOf({
  from,
  to = new Date(),
  agents = [],
  strategies = [],
  markets = [],
  tickers = [],
}: AnalyticsScope): Parameters {
  const seconds = (name: string, at: Date): number => {
    const value = Math.floor(at.getTime() / 1000);
    // The parameter is a UInt32 of seconds, which ends in the year 2106.
    return value >= 0 && value < 4_294_967_296 ? value : fail(name);
  };
  const fail = (name: string): never => {
    throw usage(`"${name}" is not a time from 1970 to 2106.`, 'Give a Date, such as new Date("2026-03-01T00:00:00Z").');
  };
  const range = { from: seconds('from', from), to: seconds('to', to) };
  if (range.from > range.to) throw usage('"from" is after "to".', 'Give the earlier time as "from".');
  return {
    ...range,
    step: Math.max(60, Math.ceil((range.to - range.from) / 500)),
    topn: TOP,
    agent_id: agents,
    strategy: strategies,
    market: markets,
    ticker: tickers,
  };
}

function whole(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= 1_000_000) return value;
  throw usage(`"${name}" must not be ${value}.`, 'Give a whole number from 0 to 1,000,000.');
}

function usage(message: string, hint: string): UserError {
  return new UserError({ severity: 'error', id: 'analytics/usage', message, hint });
}

function refused(error: unknown): UserError {
  const { code } = error as { readonly code?: unknown };
  const isConnection = typeof code === 'string' && /^E[A-Z]+$/.test(code);
  return new UserError({
    severity: 'error',
    id: 'analytics/clickhouse',
    message: isConnection
      ? `Could not connect to ClickHouse: ${code}.`
      : `ClickHouse refused the query: ${failureText(error).slice(0, 400)}`,
    hint: isConnection
      ? 'Check CLICKHOUSE_URL.'
      : 'Check that the schema in out/stack/clickhouse is loaded, and check user and password.',
  });
}
