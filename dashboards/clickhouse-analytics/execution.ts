import type { RowSpec } from '../../src/define/definitions.ts';
import { notes } from '../../src/panels/lists.ts';
import { matrix } from '../../src/panels/matrix.ts';
import { table } from '../../src/panels/tables.ts';
import { costScale, highIsBad, lowIsBad } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { stackedBars, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { executionCosts } from '../../src/fleet/queries/execution-costs.ts';
import { orders } from '../../src/fleet/queries/orders.ts';
import { slippage } from '../../src/fleet/queries/slippage.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const flow = { market, ticker };
const TICKERS = 12;
/** Fewer fills in a cell are only noise. */
const MIN_FILLS = 30;

/** When and where to trade (requirements 334-336, 371-372). */
export function execution(settings: FleetSettings): RowSpec {
  const { slippageBps, fillRatio, orderLatencyMs } = settings.thresholds;
  return {
    key: 'execution',
    title: 'When to trade?',
    panels: [
      {
        key: 'execution-slippage',
        width: 24,
        // One row for each hour of the day.
        height: 26,
        panel: matrix(
          'Slippage by hour of the UTC day and ticker (bps)',
          `Mean slippage in the range against the arrival mid price, basis points, weighted by notional, positive is a cost; the ${TICKERS} tickers with the most volume, all agents, without casino bets. A cell with fewer than ${MIN_FILLS} fills shows a dash. Blue: below 0, better than the mid price; green below ${slippageBps.warn / 2}, yellow below ${slippageBps.warn}, orange below ${slippageBps.critical}, red from there. Avoid the red hours, and trade red tickers in smaller sizes.`,
          {
            row: { field: 'utc_hour', title: 'UTC', width: 60 },
            column: 'ticker',
            value: 'bps',
          },
          costScale(slippageBps),
        )
          .unit(units.none)
          .decimals(1)
          .noValue('–')
          .withTarget(rows(slippage.byHourAndTicker(TICKERS, MIN_FILLS, flow))),
      },
      {
        key: 'execution-slippage-scale',
        width: 24,
        height: 3,
        panel: notes(
          'Scale of the slippage (bps)',
          `**Blue** below 0: better than the mid price · **green** 0 to ${slippageBps.warn / 2} · **yellow** to ${slippageBps.warn} · **orange** to ${slippageBps.critical} · **red** from ${slippageBps.critical} on · **–** fewer than ${MIN_FILLS} fills`,
        ),
      },
      {
        key: 'execution-latency',
        width: 24,
        height: 8,
        panel: timeseries(
          'Fill latency p50, p95, p99',
          `50th, 95th and 99th percentile of the time from order to fill, per half hour or more of the range, ms, from the quantile states of the minute rollup, all agents, without casino bets. The line at ${orderLatencyMs.critical} ms is the limit for the acknowledgement, which precedes the fill. Avoid hours that are slow here and have bad slippage above.`,
        )
          .interval('30m')
          .unit(units.milliseconds)
          .min(0)
          .spanNulls(true)
          .thresholds(highIsBad(orderLatencyMs))
          .thresholdsStyle(thresholdLines())
          .withTarget(lines(executionCosts.fillLatency(flow))),
      },
      {
        key: 'execution-flow',
        width: 10,
        height: 12,
        panel: stackedBars(
          'Trade flow',
          'Notional of fills and stakes of casino bets per minute and market over 6 hours, USDC, all agents; stacked, because the markets add up to the fleet. A burst in a market together with slippage in the heatmap above is the effect of our own orders.',
        )
          .timeFrom('6h')
          .interval('1m')
          .unit(units.usdc)
          .decimals(1)
          .min(0)
          .displayName('${__field.labels.market}')
          .withTarget(lines(tradeEvents.volumeByMarket(flow))),
      },
      {
        key: 'execution-quality',
        width: 14,
        height: 12,
        panel: table(
          'Execution quality by UTC hour and order type',
          'Orders of the selection over 7 days by the hour of their first event, each counted once: share with at least one fill, and mean filled part of an order, including the filled part of rejected and cancelled orders. Slippage of the fills weighted by notional and its 95th percentile, basis points; mean time from order to fill. Schedule agents for hours with a high fill rate and low slippage.',
          [
            { field: 'hour', title: 'UTC', width: 65 },
            { field: 'type', title: 'Type', width: 72 },
            { field: 'orders', title: 'Orders', decimals: 0 },
            { field: 'fill_rate', title: 'Fill rate', unit: units.fraction, decimals: 1, cell: lowIsBad(fillRatio) },
            { field: 'mean_fill', title: 'Filled', unit: units.fraction, decimals: 1 },
            { field: 'slippage', title: 'Slippage', decimals: 2, cell: highIsBad(slippageBps) },
            { field: 'slippage_p95', title: 'p95', decimals: 2 },
            {
              field: 'latency',
              title: 'Avg fill',
              unit: units.milliseconds,
              decimals: 0,
              cell: highIsBad(orderLatencyMs),
            },
            { field: 'volume', title: 'Volume', unit: units.count, decimals: 0 },
          ],
        )
          .timeFrom('7d')
          .withTarget(rows(orders.qualityByHour({ agent_id: agentId, strategy, ...flow }))),
      },
    ],
  };
}
