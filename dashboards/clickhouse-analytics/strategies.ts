import type { RowSpec } from '../../src/define.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/panels/units.ts';
import { strategyAnalytics } from '../../src/query/fleet/strategy-analytics.ts';
import type { Settings } from '../../src/settings.ts';

/** Which approach works, and why (requirements 330-333). */
export function strategies({ thresholds }: Settings): RowSpec {
  return {
    key: 'strategies',
    title: 'Which strategy works?',
    panels: [
      {
        key: 'strategies-pnl', width: 10, height: 9,
        panel: timeseries('Cumulative P&L by strategy', 'P&L since the start of the range, USDC, net of fees, over all agents that traded the strategy. A strategy with more capital moves more: compare the return per notional beside it.')
          .unit(units.usdc).decimals(0).spanNulls(true).displayName('${__field.labels.strategy}').withTarget(lines(strategyAnalytics.cumulativePnl())),
      },
      {
        key: 'strategies-table', width: 14, height: 9,
        panel: table('Strategy attribution', 'Per strategy in the range: what a trade brings, in USDC and in basis points of notional, and what slippage and fees take. Every ratio is a ratio of sums; profit factor is gross profit over gross loss; trades per day are per agent-day with a trade.', [
          { field: 'strategy', title: 'Strategy' },
          { field: 'agents', title: 'Agents', decimals: 0 },
          { field: 'trades', title: 'Trades', unit: units.count, decimals: 0 },
          { field: 'pnl', title: 'P&L', unit: units.usdc, decimals: 0, cell: signed() },
          { field: 'trade_pnl', title: 'P&L per trade', unit: units.usdc, decimals: 2 },
          { field: 'volume', title: 'Volume', unit: units.usdc, decimals: 0 },
          { field: 'return_bps', title: 'Return', unit: units.bps, decimals: 2 },
          { field: 'slippage_bps', title: 'Slippage', unit: units.bps, decimals: 2, cell: highIsBad(thresholds.slippageBps) },
          { field: 'fee_bps', title: 'Fees', unit: units.bps, decimals: 2 },
          { field: 'profit_factor', title: 'Profit factor', decimals: 2 },
          { field: 'trades_per_agent_day', title: 'Trades / agent / day', decimals: 1 },
        ]).withTarget(rows(strategyAnalytics.comparison())),
      },
    ],
  };
}
