import type { ClickhouseView } from '../../../catalog/clickhouse-table.ts';

const slippageCost = 'sum(ifNull(slippage_bps, 0) * notional_usd / 1e4)';
const slippageNotional = 'sumIf(notional_usd, slippage_bps IS NOT NULL)';
const latency = 'quantilesTDigestStateIf(0.5, 0.95, 0.99)(assumeNotNull(fill_latency_ms), fill_latency_ms IS NOT NULL)';

/**
 * The materialized views. They process rows at the insert, so a redelivered row has to be dropped before the insert.
 */
export const clickhouseViews = {
  mv_agent_pnl_hourly: {
    help: 'Fills and settlements of agent_trades, added to agent_pnl_hourly.',
    source: 'agent_trades',
    target: 'agent_pnl_hourly',
    select: {
      hour: 'toStartOfHour(timestamp)',
      agent_id: 'agent_id',
      strategy_name: 'strategy_name',
      market: 'market',
      fill_count: "countIf(event = 'fill')",
      settled_count: 'countIf(pnl_usd IS NOT NULL)',
      win_count: 'countIf(pnl_usd > 0)',
      loss_count: 'countIf(pnl_usd < 0)',
      push_count: 'countIf(pnl_usd = 0)',
      pnl_sum: 'sum(ifNull(pnl_usd, 0))',
      gross_profit: 'sum(greatest(ifNull(pnl_usd, 0), 0))',
      gross_loss: 'sum(least(ifNull(pnl_usd, 0), 0))',
      volume_sum: 'sum(notional_usd)',
      fee_sum: 'sum(fee_usd)',
      slip_cost_sum: slippageCost,
      slip_notional_sum: slippageNotional,
      latency_q: latency,
    },
    where: "event IN ('fill', 'settle')",
    groupBy: ['hour', 'agent_id', 'strategy_name', 'market'],
  },
  mv_trade_flow_1m: {
    help: 'Fills of agent_trades, added to trade_flow_1m.',
    source: 'agent_trades',
    target: 'trade_flow_1m',
    select: {
      minute: 'toStartOfMinute(timestamp)',
      market: 'market',
      ticker: 'ticker',
      side: 'side',
      fill_count: 'count()',
      volume_sum: 'sum(notional_usd)',
      px_qty_sum: 'sum(price * quantity)',
      qty_sum: 'sum(quantity)',
      slip_cost_sum: slippageCost,
      slip_notional_sum: slippageNotional,
      latency_q: latency,
    },
    where: "event = 'fill'",
    groupBy: ['minute', 'market', 'ticker', 'side'],
  },
  mv_agent_sharpe_daily: {
    help: 'P&L of agent_trades per UTC day, added to agent_pnl_daily.',
    source: 'agent_trades',
    target: 'agent_pnl_daily',
    select: {
      day: "toDate(timestamp, 'UTC')",
      agent_id: 'agent_id',
      strategy_name: 'strategy_name',
      pnl_sum: 'sum(assumeNotNull(pnl_usd))',
      settled_count: 'count()',
      trade_pnl_avg: 'avgState(assumeNotNull(pnl_usd))',
      trade_pnl_std: 'stddevSampState(assumeNotNull(pnl_usd))',
    },
    where: 'pnl_usd IS NOT NULL',
    groupBy: ['day', 'agent_id', 'strategy_name'],
  },
} as const satisfies Readonly<Record<string, ClickhouseView>>;
