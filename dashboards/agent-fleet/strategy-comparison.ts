import type { RowSpec } from '../../src/define/definitions.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { dailySeries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** Which strategy works: growth of capital in comparison, then the figures behind it (requirements 179-181). */
export function strategyComparison(settings: FleetSettings): RowSpec {
  return {
    key: 'strategies',
    title: 'Strategy comparison',
    collapsed: true,
    panels: [
      {
        key: 'strategy-growth',
        width: 24,
        height: 9,
        panel: dailySeries(
          'Growth of capital by strategy',
          "Time-weighted return of each strategy's agents in the last 30 days, in percent of their capital. P&L in USDC would favour the strategy with the most money.",
        )
          .timeFrom('30d')
          .unit(units.percent)
          .decimals(1)
          .withTarget(lines(performance.strategyIndex())),
      },
      {
        key: 'strategy-table',
        width: 24,
        height: 8,
        panel: table(
          'Strategies',
          'Last $sharpe_window UTC days. Sharpe: mean divided by standard deviation of daily returns, times the square root of 365, empty unless there is a return for every day; ± is its standard error. Below 90 days the best of many agents looks good by luck.',
          [
            { field: 'strategy', title: 'Strategy' },
            { field: 'agents', title: 'Agents', decimals: 0 },
            { field: 'pnl_usdc', title: 'P&L (USDC)', unit: units.count, decimals: 0, cell: signed() },
            { field: 'sharpe', title: 'Sharpe', decimals: 2 },
            { field: 'sharpe_error', title: '±', decimals: 2, width: 60 },
            { field: 'days', title: 'Days', decimals: 0, width: 75 },
            { field: 'max_drawdown', title: 'Max drawdown', unit: units.fraction, decimals: 1 },
            { field: 'win_rate', title: 'Win rate', unit: units.fraction, decimals: 1 },
            { field: 'trades_per_agent_day', title: 'Trades / agent / day', decimals: 1 },
          ],
        ).withTarget(rows(performance.strategyTable())),
      },
      {
        key: 'strategy-costs',
        width: 24,
        height: 8,
        panel: table(
          'What trading costs',
          'Fees and slippage in basis points of notional, and gross profit divided by gross loss, in the range. Ratios of sums; slippage is weighted by notional and positive is a cost. All agents.',
          [
            { field: 'strategy', title: 'Strategy' },
            { field: 'volume', title: 'Volume (USDC)', unit: units.count, decimals: 0 },
            { field: 'fee_bps', title: 'Fees (bps)', decimals: 2 },
            {
              field: 'slippage_bps',
              title: 'Slippage (bps)',
              decimals: 2,
              cell: highIsBad(settings.thresholds.slippageBps),
            },
            { field: 'profit_factor', title: 'Profit factor', decimals: 2 },
          ],
        ).withTarget(rows(tradeEvents.costByStrategy())),
      },
    ],
  };
}
