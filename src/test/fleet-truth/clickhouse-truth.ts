import type { Filled } from '../../fleet/simulator/truth/figures.ts';
import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { falls, returnsOf } from './returns-truth.ts';
import { add, extreme, last, rowCount, sharpe, sum, type TruthCase } from './truth-case.ts';

const whole = (truth: Truth) => truth.windows.all;
const bps = ({ slippageCost, slippageNotional }: Filled): number => (1e4 * slippageCost) / slippageNotional;
const strategy = (truth: Truth, name: string) =>
  whole(truth).strategies[name] ??
  (() => {
    throw new Error(`No agent has the strategy ${name}.`);
  })();
/** The agent used in the documents' queries. */
const FIRST = 'pf_agent_001';
/** Days of the Sharpe ratio on the leaderboard. */
const SHARPE_DAYS = 30;
/** Slippage is stored with seven digits, and rounded to two decimals where it is computed. */
const FLOAT32 = 1e-3;

/** A rollup includes the hours that begin in the range; events before the first of them are missing. */
const WHOLE_HOURS = 5e-3;

/** Figures of the analytics copy over the whole history of a fleet. */
export const clickhouseTruth: readonly TruthCase[] = [
  {
    query: 'pf-clickhouse-analytics: Total agent P&L A',
    shown: last('P&L'),
    true: (truth) => whole(truth).fleet.netPnl,
  },
  {
    query: 'pf-clickhouse-analytics: Total agent P&L A',
    shown: last('Active agents'),
    true: (truth) =>
      Object.values(whole(truth).agents).filter(({ settled, fills }) => settled.count + fills.count > 0).length,
  },
  {
    query: 'pf-trade-execution: Implementation shortfall A',
    shown: last('Slippage'),
    true: (truth) => whole(truth).fleet.fills.slippageCost,
    within: WHOLE_HOURS,
  },
  {
    query: 'pf-trade-execution: Implementation shortfall A',
    shown: last('Fees'),
    true: (truth) => whole(truth).fleet.fills.fees,
    within: WHOLE_HOURS,
  },
  {
    query: 'pf-trade-execution: Cancel ratio A',
    shown: last('cancel_ratio'),
    true: (truth) => {
      const { withEvents, filled, rejected } = whole(truth).fleet.orders;
      return (withEvents - filled - Object.values(rejected).reduce((all, count) => all + count, 0)) / withEvents;
    },
  },
  {
    query: 'pf-trade-execution: Maker and taker A',
    shown: sum('fills'),
    true: (truth) => whole(truth).fleet.fills.count,
  },
  {
    query: 'pf-clickhouse-analytics: Trades per hour A',
    shown: last('Trades per hour'),
    true: (truth) => (truth.windows['24h'].fleet.fills.count + truth.windows['24h'].fleet.bets.count) / 24,
    within: 2e-3,
  },
  {
    query: 'pf-clickhouse-analytics: Trades per hour A',
    shown: last('Average fill'),
    true: (truth) => truth.windows['24h'].fleet.fills.latencySumMs / truth.windows['24h'].fleet.fills.latencyCount,
    within: 2e-3,
  },
  {
    query: 'pf-clickhouse-analytics: Slippage A',
    shown: last('Average'),
    true: (truth) => bps(truth.windows['24h'].fleet.fills),
    within: FLOAT32,
  },
  {
    query: 'pf-clickhouse-analytics: Dead letters A',
    shown: last('dead_letters'),
    true: (truth) => truth.windows['24h'].deadLetters,
  },
  {
    query: 'pf-clickhouse-analytics: Agent leaderboard A',
    shown: last('net_pnl', { agent_id: FIRST }),
    true: (truth) => whole(truth).agents[FIRST]?.netPnl ?? Number.NaN,
  },
  {
    query: 'pf-clickhouse-analytics: Agent leaderboard A',
    shown: last('trades', { agent_id: FIRST }),
    true: (truth) => whole(truth).agents[FIRST]?.settled.count ?? Number.NaN,
  },
  {
    query: 'pf-clickhouse-analytics: Equity by agent A',
    shown: last('value', { agent_id: FIRST }),
    true: (truth) => truth.levels.agents[FIRST]?.equity ?? Number.NaN,
  },
  {
    query: 'pf-clickhouse-analytics: Cumulative P&L by strategy A',
    shown: last('cumulative_pnl', { strategy: 'momentum' }),
    true: (truth) => strategy(truth, 'momentum').settled.pnl,
  },
  {
    query: 'pf-clickhouse-analytics: P&L per interval A',
    shown: sum('pnl', { agent_id: FIRST }),
    true: (truth) => whole(truth).agents[FIRST]?.settled.pnl ?? Number.NaN,
    within: WHOLE_HOURS,
  },
  {
    query: 'pf-clickhouse-analytics: Execution quality by UTC hour and order type A',
    shown: ({ columns, rows }) => {
      const [slippage = -1, volume = -1] = ['slippage', 'volume'].map((name) =>
        columns.findIndex((column) => column.name === name),
      );
      const volumes = rows.map((row) => Number(row[volume]));
      return add(rows.map((row, index) => Number(row[slippage]) * (volumes[index] ?? 0))) / add(volumes);
    },
    true: (truth) => bps(whole(truth).fleet.fills),
    // Some of the volume has no slippage.
    within: 0.02,
  },
  {
    query: 'pf-trade-execution: Maker and taker A',
    shown: last('slippage_bps', { side_of_book: 'maker' }),
    true: (truth) => bps(whole(truth).liquidity['maker'] as Filled),
    within: FLOAT32,
  },
  {
    query: 'pf-agent-fleet-v1: What trading costs A',
    shown: last('slippage_bps', { strategy: 'momentum' }),
    true: (truth) => bps(strategy(truth, 'momentum').fills),
    within: FLOAT32,
  },
  {
    query: 'pf-clickhouse-analytics: Strategy comparison A',
    shown: sum('trades'),
    true: (truth) => whole(truth).fleet.settled.count,
    within: WHOLE_HOURS,
  },
  {
    query: 'pf-clickhouse-analytics: Strategy comparison A',
    shown: last('slippage_bps', { strategy: 'momentum' }),
    true: (truth) => bps(strategy(truth, 'momentum').fills),
    within: FLOAT32,
  },
  {
    query: 'pf-clickhouse-analytics: Strategy comparison A',
    shown: last('profit_factor', { strategy: 'momentum' }),
    true: (truth) => -strategy(truth, 'momentum').settled.grossProfit / strategy(truth, 'momentum').settled.grossLoss,
  },
  {
    query: 'pf-clickhouse-analytics: Strategy comparison A',
    shown: sum('volume'),
    true: (truth) => whole(truth).fleet.fills.notional + whole(truth).fleet.bets.notional,
    within: WHOLE_HOURS,
  },
  {
    query: 'pf-clickhouse-analytics: Fee efficiency A',
    shown: sum('fees'),
    true: (truth) => whole(truth).fleet.fills.fees + whole(truth).fleet.bets.fees,
    within: WHOLE_HOURS,
  },
  {
    query: 'pf-clickhouse-analytics: Execution quality by UTC hour and order type A',
    shown: sum('orders'),
    true: (truth) => whole(truth).fleet.orders.withEvents,
  },
  {
    query: 'pf-agent-fleet-v1: Casino win rate A',
    shown: last('24 h'),
    true: ({ windows }) =>
      windows['24h'].fleet.bets.wins / (windows['24h'].fleet.bets.wins + windows['24h'].fleet.bets.losses),
  },
  {
    query: 'pf-agent-fleet-v1: What trading costs A',
    shown: last('profit_factor', { strategy: 'momentum' }),
    true: (truth) => -strategy(truth, 'momentum').settled.grossProfit / strategy(truth, 'momentum').settled.grossLoss,
  },
  {
    query: 'pf-agent-fleet-v1: Trade flow A',
    shown: sum('volume', { market: 'crypto' }),
    true: (truth) => whole(truth).markets['crypto']?.notional ?? Number.NaN,
    within: 1e-3,
  },
  {
    query: 'pf-trade-execution: Fill rate A',
    shown: last('fill_rate'),
    true: (truth) => whole(truth).fleet.orders.filled / whole(truth).fleet.orders.withEvents,
  },
  {
    query: 'pf-trade-execution: Rejected orders by error code A',
    shown: sum('rejects', { code: 'risk_limit' }),
    true: (truth) => whole(truth).fleet.orders.rejected['risk_limit'] ?? Number.NaN,
  },
  {
    query: 'pf-trade-execution: Slippage by side A',
    shown: last('mean_bps', { side: 'buy' }),
    true: (truth) => bps(whole(truth).sides['buy'] as Filled),
    within: FLOAT32,
  },
  {
    query: 'pf-trade-execution: Slippage by side A',
    shown: sum('fills'),
    true: (truth) => whole(truth).fleet.fills.count,
    within: 0.02,
  },
  { query: 'pf-trade-execution: Refused messages A', shown: rowCount, true: (truth) => whole(truth).deadLetters },
];

/** Figures that need a month of data. */
export const clickhouseRisk: readonly TruthCase[] = [
  {
    query: 'pf-clickhouse-analytics: Drawdown monitor A',
    shown: last('fall', { agent_id: FIRST }),
    true: (truth) => falls(returnsOf(truth, FIRST)).at(-1) ?? Number.NaN,
  },
  {
    query: 'pf-clickhouse-analytics: Deepest drawdowns A',
    shown: extreme('max_drawdown', Math.min),
    true: (truth) => Math.min(...Object.keys(truth.levels.agents).flatMap((id) => falls(returnsOf(truth, id)))),
  },
  {
    query: 'pf-clickhouse-analytics: Agent leaderboard A',
    shown: last('max_drawdown', { agent_id: FIRST }),
    true: (truth) => Math.min(...falls(returnsOf(truth, FIRST))),
  },
  {
    query: 'pf-clickhouse-analytics: Agent leaderboard A',
    shown: last('sharpe', { agent_id: FIRST }),
    true: (truth) => sharpe(returnsOf(truth, FIRST).slice(-SHARPE_DAYS)),
  },
];

/** Figures of one agent, by the names used for comparing the documents' queries. */
export function riskOfTheFirst(truth: Truth): Readonly<Record<string, number>> {
  return {
    drawdownOfTheFirst: Math.min(...falls(returnsOf(truth, FIRST))),
    sharpeOfTheFirst: sharpe(returnsOf(truth, FIRST).slice(-SHARPE_DAYS)),
  };
}
