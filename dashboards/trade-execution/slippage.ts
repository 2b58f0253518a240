import { ScaleDistribution } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { namesOnly, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { xyChart } from '../../src/panels/xy-chart.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { slippage as slippageOf } from '../../src/fleet/queries/slippage.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy, market, ticker };
const TICKERS = 10;
/** Fewer fills at a point are only noise. */
const MIN_FILLS = 5;

/** Slippage of executed orders (requirement 38). */
export function slippage(settings: FleetSettings): RowSpec {
  const limits = highIsBad(settings.thresholds.slippageBps);
  return {
    key: 'slippage',
    title: 'What does execution cost?',
    panels: [
      {
        key: 'slippage-tickers',
        width: 8,
        height: 9,
        panel: timeseries(
          'Slippage by ticker',
          `Mean slippage against the arrival mid price, basis points, weighted by notional, positive is a cost; the ${TICKERS} tickers with the most volume, all agents, without casino bets. A point is half an hour or more; points with fewer than ${MIN_FILLS} fills are left out. A rise of a single ticker is caused by its liquidity, of all tickers by our own size or speed.`,
        )
          .unit(units.bps)
          .decimals(2)
          .interval('30m')
          .spanNulls(true)
          .thresholds(limits)
          .thresholdsStyle(thresholdLines())
          .displayName('${__field.labels.ticker}')
          .noValue(orNoAnswer(`no tickers with ${MIN_FILLS} fills in a step`))
          .dataLinks([
            link(
              'Only this ticker',
              dashboardUrl(settings, 'trade-execution', { ticker: '${__field.labels.ticker}' }, [
                agentId,
                strategy,
                market,
              ]),
            ),
          ])
          .legend(namesOnly())
          .withTarget(lines(slippageOf.byTicker(TICKERS, MIN_FILLS, scope))),
      },
      {
        key: 'slippage-sides',
        width: 9,
        height: 9,
        panel: table(
          'Slippage by side',
          'Slippage of the selected fills by side over at most the last 7 days of the range, basis points, positive is a cost: the mean weighted by notional, and the 50th, 90th and 99th percentile. If one side is much worse than the other, agents trade with the crowd.',
          [
            { field: 'side', title: 'Side', width: 60 },
            { field: 'fills', title: 'Fills', unit: units.count, decimals: 0 },
            { field: 'mean_bps', title: 'Mean', decimals: 2, cell: limits },
            { field: 'p50', title: 'p50', decimals: 2, width: 65 },
            { field: 'p90', title: 'p90', decimals: 2, width: 65 },
            { field: 'p99', title: 'p99', decimals: 2, width: 65 },
          ],
        ).withTarget(rows(slippageOf.bySide(scope))),
      },
      {
        key: 'slippage-size',
        width: 7,
        height: 9,
        panel: xyChart(
          'Slippage against size',
          'One point per fill: its notional on the x axis, USDC, logarithmic, and its slippage on the y axis, basis points. At most 5,000 fills of the selection, the same sample at every refresh. A cloud that rises to the right is market impact: split large orders.',
        )
          .overrideByName('notional_usd', [
            { id: 'displayName', value: 'Notional' },
            // Formats 1,000 as 1 K, because the last label of the axis has no space for 1,000.
            { id: 'unit', value: 'short' },
            { id: 'custom.axisLabel', value: 'Notional (USDC)' },
            { id: 'custom.scaleDistribution', value: { type: ScaleDistribution.Log, log: 10 } },
          ])
          .overrideByName('slippage_bps', [
            { id: 'displayName', value: 'Slippage' },
            { id: 'unit', value: units.bps },
            { id: 'decimals', value: 1 },
            { id: 'custom.axisLabel', value: 'Slippage (bps)' },
          ])
          .withTarget(rows(slippageOf.againstSize(scope))),
      },
    ],
  };
}
