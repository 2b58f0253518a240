import type { RowSpec } from '../../src/define.ts';
import { barChart } from '../../src/panels/bar-chart.ts';
import { dashboardUrl } from '../../src/panels/links.ts';
import { matrix } from '../../src/panels/matrix.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad, lowIsBad } from '../../src/panels/thresholds.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/panels/units.ts';
import { orders } from '../../src/query/fleet/orders.ts';
import { slippage } from '../../src/query/fleet/slippage.ts';
import { strategyAnalytics } from '../../src/query/fleet/strategy-analytics.ts';
import type { Settings } from '../../src/settings.ts';

const TICKERS = 20;
/** Fills a cell needs to be more than noise. */
const MIN_FILLS = 30;

/** What trading costs, and when it is cheapest (requirements 334-336, 371, 375). */
export function costs(settings: Settings): RowSpec {
  const { slippageBps, feeToProfitRatio, fillRatio, orderLatencyMs } = settings.thresholds;
  return {
    key: 'costs',
    title: 'What does trading cost, and when is it cheapest?',
    panels: [
      {
        key: 'costs-heatmap', width: 24, height: 10,
        panel: matrix(
          'Slippage by hour of the day',
          `Mean slippage in basis points by ticker and hour of the UTC day, weighted by notional, positive is a cost; the ${TICKERS} tickers with the most volume, all agents, casino left out. Cells with fewer than ${MIN_FILLS} fills are empty. Schedule large orders into green hours.`,
          { row: { field: 'ticker', title: 'Ticker', width: 120, link: { title: 'Execution of this ticker', url: dashboardUrl(settings, 'trade-execution', { ticker: '${__value.text}' }) } }, column: 'utc_hour', value: 'bps' },
          highIsBad(slippageBps),
        ).unit(units.bps).decimals(1).withTarget(rows(slippage.byHourAndTicker(TICKERS, MIN_FILLS))),
      },
      {
        key: 'costs-fees', width: 10, height: 9,
        panel: barChart('Fees over gross profit', 'Fees of each strategy over its gross profit in the range; both are sums. Over net P&L the ratio would explode near zero. A strategy in red works for the exchange.', 'strategy', 'fees_to_profit')
          .unit(units.fraction).decimals(1).min(0).thresholds(highIsBad(feeToProfitRatio))
          .overrideByName('fees', [{ id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: false } }, { id: 'unit', value: units.usdc }])
          .overrideByName('fee_bps', [{ id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: false } }, { id: 'unit', value: units.bps }])
          .overrideByName('profit_factor', [{ id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: false } }, { id: 'unit', value: units.none }])
          .withTarget(rows(strategyAnalytics.feeEfficiency())),
      },
      {
        key: 'costs-hours', width: 14, height: 9,
        panel: table('Execution quality by hour', 'Orders and fills of the selection by hour of the UTC day and order type over the range: share of orders with a fill, mean filled part, slippage weighted by notional and its 95th percentile, mean time to fill. Only executed orders count for slippage and time.', [
          { field: 'hour', title: 'UTC hour', width: 80 },
          { field: 'type', title: 'Order type' },
          { field: 'orders', title: 'Orders', unit: units.count, decimals: 0 },
          { field: 'fill_rate', title: 'Fill rate', unit: units.fraction, decimals: 1, cell: lowIsBad(fillRatio) },
          { field: 'mean_fill', title: 'Mean fill', unit: units.fraction, decimals: 1 },
          { field: 'slippage', title: 'Slippage', unit: units.bps, decimals: 2, cell: highIsBad(slippageBps) },
          { field: 'slippage_p95', title: 'Slippage p95', unit: units.bps, decimals: 2 },
          { field: 'latency', title: 'Time to fill', unit: units.milliseconds, decimals: 0, cell: highIsBad(orderLatencyMs) },
          { field: 'volume', title: 'Volume', unit: units.usdc, decimals: 0 },
        ]).withTarget(rows(orders.qualityByHour())),
      },
    ],
  };
}
