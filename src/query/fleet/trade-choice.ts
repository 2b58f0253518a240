import { chTable, every, selected, type Sql } from '../sql.ts';
import { agentId, market, strategy, ticker } from '../variables.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const flow = chTable('trade_flow_1m');

/** The trade events that the dashboard's choices leave. */
export const chosenTrades: Sql<'clickhouse'> = every([
  selected(trade.agent_id, agentId), selected(trade.strategy_name, strategy), selected(trade.market, market), selected(trade.ticker, ticker),
]);

/** The hours they leave of the rollup per agent, which knows no instrument. */
export const chosenHours: Sql<'clickhouse'> = every([selected(hourly.agent_id, agentId), selected(hourly.strategy_name, strategy), selected(hourly.market, market)]);

/** The minutes they leave of the rollup per instrument, which knows no agent. */
export const chosenFlow: Sql<'clickhouse'> = every([selected(flow.market, market), selected(flow.ticker, ticker)]);
