import type { Migration } from './migration.ts';

/** Where statements go: on one server, or on a cluster whose tables are spread over shards. */
export interface ClickhousePlace {
  /** The table that holds the rows: `db.agent_trades`, or `db.agent_trades_local ON CLUSTER '{cluster}'`. */
  readonly stored: (table: string) => string;
  /** The table over all shards, which has to have the same columns; none on one server. */
  readonly spread: (table: string) => string | undefined;
  /** A materialized view. */
  readonly view: (view: string) => string;
  /** The table that holds the rows, as it is inside a query. */
  readonly read: (table: string) => string;
}

/** A step, and what it changes: a view can be made only over tables that have its columns. */
export interface ClickhouseMigration extends Migration {
  readonly of: 'tables' | 'views';
}

/** What brings an analytics copy of an earlier version up to date, in order. New tables and views come with the schema. */
export function clickhouseMigrations(place: ClickhousePlace): readonly ClickhouseMigration[] {
  return [
    {
      name: '001-daily-strategy',
      of: 'tables',
      says: [
        'agent_pnl_daily gets its strategy. Days that were added up before have an empty one: they count in every total, and in no strategy.',
        'To split them too: stop the ingest, empty agent_pnl_daily, and run its statement of the backfill in schema.sql.',
      ],
      sql: [
        alter(place.stored('agent_pnl_daily'), [DAILY_STRATEGY, 'MODIFY ORDER BY (agent_id, day, strategy_name)']),
        ...alterSpread(place, 'agent_pnl_daily', [DAILY_STRATEGY]),
      ].join('\n'),
    },
    {
      name: '002-liquidity',
      of: 'tables',
      says: ['Fills say whether they were maker or taker; those that are there do not know.'],
      sql: [alter(place.stored('agent_trades'), [LIQUIDITY]), ...alterSpread(place, 'agent_trades', [LIQUIDITY])].join(
        '\n',
      ),
    },
    {
      name: '003-daily-strategy-view',
      of: 'views',
      says: ['From here on the days are added up by strategy.'],
      sql: alter(place.view('mv_agent_sharpe_daily'), [
        `MODIFY QUERY SELECT toDate(timestamp, 'UTC') AS day, agent_id, strategy_name, sum(assumeNotNull(pnl_usd)) AS pnl_sum, count() AS settled_count, avgState(assumeNotNull(pnl_usd)) AS trade_pnl_avg, stddevSampState(assumeNotNull(pnl_usd)) AS trade_pnl_std FROM ${place.read('agent_trades')} WHERE pnl_usd IS NOT NULL GROUP BY day, agent_id, strategy_name`,
      ]),
    },
  ];
}

const DAILY_STRATEGY =
  "ADD COLUMN IF NOT EXISTS strategy_name LowCardinality(String) COMMENT 'The strategy at the time of the event; empty for days that were added up before the table knew it.' AFTER agent_id";
const LIQUIDITY =
  "ADD COLUMN IF NOT EXISTS liquidity Enum8('unknown' = 0, 'maker' = 1, 'taker' = 2) DEFAULT 'unknown' COMMENT 'Whether the fill waited in the order book (maker) or took from it (taker).'";

function alterSpread(place: ClickhousePlace, table: string, changes: readonly string[]): string[] {
  const spread = place.spread(table);
  return spread === undefined ? [] : [alter(spread, changes)];
}

function alter(table: string, changes: readonly string[]): string {
  return `ALTER TABLE ${table} ${changes.join(', ')};`;
}
