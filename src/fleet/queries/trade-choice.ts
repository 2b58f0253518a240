import { ch, chosen, chTable, type Sql } from './sql.ts';
import type { PnlScope } from './variables.ts';
import type { Variable } from '../../query/variables.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const flow = chTable('trade_flow_1m');

/** Markets and instruments of a figure; all of them when left out. */
export interface FlowScope {
  readonly market?: Variable;
  readonly ticker?: Variable;
}
/** Agents, strategies, markets and instruments of a figure; all of them when left out. */
export interface TradeScope extends PnlScope, FlowScope {}

/** Condition for the trade events of a scope. */
export function chosenTrades(scope: TradeScope): Sql<'clickhouse'> {
  return all([
    [trade.agent_id, scope.agent_id],
    [trade.strategy_name, scope.strategy],
    [trade.market, scope.market],
    [trade.ticker, scope.ticker],
  ]);
}

/** Condition for a scope in the hourly rollup, which has no instruments. */
export function chosenHours(scope: TradeScope): Sql<'clickhouse'> {
  return all([
    [hourly.agent_id, scope.agent_id],
    [hourly.strategy_name, scope.strategy],
    [hourly.market, scope.market],
  ]);
}

/** Condition for a scope in the minute rollup, which has no agents. */
export function chosenFlow(scope: FlowScope): Sql<'clickhouse'> {
  return all([
    [flow.market, scope.market],
    [flow.ticker, scope.ticker],
  ]);
}

function all(choices: readonly (readonly [Sql<'clickhouse'>, Variable | undefined])[]): Sql<'clickhouse'> {
  const made = choices
    .filter(([, variable]) => variable !== undefined)
    .map(([column, variable]) => chosen(column, variable));
  return made.length === 0 ? ch`TRUE` : made.reduce((left, right) => ch`${left} AND ${right}`);
}
