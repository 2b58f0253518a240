import { LineInterpolation } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { type Column, table } from '../../src/panels/tables.ts';
import { highIsBad, lowIsBad, neutral, signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { timeseries } from '../../src/panels/time-series.ts';
import { TRADE_PNL_IS } from '../../src/fleet/panels/pnl-texts.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { strategyAnalytics } from '../../src/fleet/queries/strategy-analytics.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

const scope = { agent_id: agentId, strategy, market };
/** Below 1, losses exceed profits. */
const PROFIT_FACTOR = { warn: 1.2, critical: 1 };

/** Which strategies work, and at what cost (requirements 330-333, 368, 375). */
export function strategies(settings: FleetSettings): RowSpec {
  const name: Column = {
    field: 'strategy',
    title: 'Strategy',
    link: {
      title: 'Execution of this strategy',
      url: dashboardUrl(settings, 'trade-execution', { strategy: '${__data.fields.strategy}' }, [
        agentId,
        market,
        ticker,
      ]),
    },
  };
  return {
    key: 'strategies',
    title: 'Which strategy works?',
    panels: [
      {
        key: 'strategies-comparison',
        width: 24,
        height: 8,
        panel: table(
          'Strategy comparison',
          `The selection in the range by strategy. P&L in total and per settled trade. ${TRADE_PNL_IS} Return, slippage and fees are in basis points of volume, slippage weighted by notional and positive as a cost; profit factor is gross profit divided by gross loss; turnover is settled trades per agent and day on which it was active. All ratios are ratios of sums. A return below the sum of slippage and fees means that costs decide.`,
          [
            name,
            { field: 'agents', title: 'Agents', decimals: 0 },
            { field: 'trades', title: 'Trades', decimals: 0 },
            { field: 'pnl', title: 'P&L (USDC)', unit: units.count, decimals: 0, cell: signed() },
            { field: 'trade_pnl', title: 'P&L / trade', decimals: 4 },
            { field: 'volume', title: 'Volume (USDC)', unit: units.count, decimals: 0 },
            { field: 'return_bps', title: 'Return (bps)', decimals: 2, cell: signed() },
            {
              field: 'slippage_bps',
              title: 'Slippage (bps)',
              decimals: 2,
              cell: highIsBad(settings.thresholds.slippageBps),
            },
            { field: 'fee_bps', title: 'Fees (bps)', decimals: 2 },
            { field: 'profit_factor', title: 'Profit factor', decimals: 2, cell: lowIsBad(PROFIT_FACTOR) },
            { field: 'trades_per_agent_day', title: 'Trades / agent-day', decimals: 1 },
          ],
        ).withTarget(rows(strategyAnalytics.comparison(scope))),
      },
      {
        key: 'strategies-pnl',
        width: 12,
        height: 9,
        panel: timeseries(
          'Cumulative P&L by strategy',
          `P&L of the selection since the start of 90 days, USDC, by the strategy at the time of the trade. ${TRADE_PNL_IS} The strategy with the most capital changes most: compare returns in the table.`,
        )
          .timeFrom('90d')
          .interval('1h')
          .unit(units.usdc)
          .decimals(1)
          .lineInterpolation(LineInterpolation.StepAfter)
          .spanNulls(true)
          .displayName('${__field.labels.strategy}')
          .dataLinks([
            link(
              'Execution of this strategy',
              dashboardUrl(settings, 'trade-execution', { strategy: '${__field.labels.strategy}' }, [
                agentId,
                market,
                ticker,
              ]),
            ),
          ])
          .withTarget(lines(strategyAnalytics.cumulativePnl(scope))),
      },
      {
        key: 'strategies-fees',
        width: 12,
        height: 9,
        panel: table(
          'Fee efficiency',
          `Fees that the selection paid in the range: in USDC, divided by volume in basis points, and divided by gross profit, worst first. Not divided by net P&L, because that ratio is meaningless near 0. From ${percent(settings.thresholds.feeToProfitRatio.critical)} % of gross profit a strategy works for the exchange: trade it less often or with limit orders.`,
          [
            name,
            { field: 'fees', title: 'Fees', unit: units.count, decimals: 0, width: 75 },
            { field: 'fee_bps', title: 'Of volume', unit: units.bps, decimals: 2, bar: neutral() },
            {
              field: 'fees_to_profit',
              title: 'Of gross profit',
              unit: units.fraction,
              decimals: 1,
              bar: highIsBad(settings.thresholds.feeToProfitRatio),
            },
            { field: 'profit_factor', title: 'Profit factor', decimals: 2, cell: lowIsBad(PROFIT_FACTOR) },
          ],
        )
          .min(0)
          .withTarget(rows(strategyAnalytics.feeEfficiency(scope))),
      },
    ],
  };
}
