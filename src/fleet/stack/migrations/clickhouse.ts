import type { Migration } from './migration.ts';

/** Names of tables and views in statements, for one server or for a sharded cluster. */
export interface ClickhousePlace {
  /** The table with the rows: `db.agent_trades`, or `db.agent_trades_local ON CLUSTER '{cluster}'`. */
  readonly stored: (table: string) => string;
  /** The distributed table, which must have the same columns; undefined on one server. */
  readonly spread: (table: string) => string | undefined;
  /** A materialized view. */
  readonly view: (view: string) => string;
  /** The table with the rows, as queries name it. */
  readonly read: (table: string) => string;
}

/** A migration of tables or views; a view can be changed only after its tables have the columns. */
export interface ClickhouseMigration extends Migration {
  readonly of: 'tables' | 'views';
}

/** Returns the migrations of the analytics copy in order. New tables and views are part of the schema. */
export function clickhouseMigrations(place: ClickhousePlace): readonly ClickhouseMigration[] {
  return [
    {
      name: '001-daily-strategy',
      of: 'tables',
      says: [
        'Adds the strategy to agent_pnl_daily. Earlier days have an empty strategy: they count in every total, but in no strategy.',
        'To split them too: stop the ingest, empty agent_pnl_daily, and run its backfill statement in schema.sql.',
      ],
      sql: [
        alter(place.stored('agent_pnl_daily'), [DAILY_STRATEGY, 'MODIFY ORDER BY (agent_id, day, strategy_name)']),
        ...alterSpread(place, 'agent_pnl_daily', [DAILY_STRATEGY]),
      ].join('\n'),
    },
    {
      name: '002-liquidity',
      of: 'tables',
      says: ['Adds whether a fill was maker or taker; for existing fills it is unknown.'],
      sql: [alter(place.stored('agent_trades'), [LIQUIDITY]), ...alterSpread(place, 'agent_trades', [LIQUIDITY])].join(
        '\n',
      ),
    },
    {
      name: '003-daily-strategy-view',
      of: 'views',
      says: ['Adds up new days by strategy.'],
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
