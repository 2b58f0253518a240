import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { executionCosts } from '../../src/fleet/queries/execution-costs.ts';
import { BUDGETS, serviceLevels } from '../../src/fleet/queries/service-levels.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import { instant, rows, series } from '../../src/panels/targets.ts';
import { table } from '../../src/panels/tables.ts';
import { asProperty, highIsBad, neutral } from '../../src/panels/thresholds.ts';
import { thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { notExported, sideBySide, stat } from '../../src/panels/values.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy, market, ticker };
/** Burn rates of an error budget of 30 days: 1 uses it up in 30 days, 14.4 in two. */
const BURN = { warn: 1, critical: 14.4 };

/** The cost of execution in money, and how fast the error budgets are used up. */
export function costs({ thresholds }: FleetSettings): RowSpec {
  return {
    key: 'costs',
    title: 'What does it cost in USDC, and do we keep our objectives?',
    panels: [
      {
        key: 'costs-shortfall',
        width: 12,
        height: 4,
        panel: sideBySide(
          'Implementation shortfall',
          'Of the fills of the range, without casino bets: the cost against the mid price on arrival (slippage, positive is a cost), the fees, their sum in USDC, and the sum in basis points of the volume. By market, not by ticker, because it comes from the hourly rollup. If it is larger than the return in basis points on the analytics dashboard, trading costs more than it earns.',
        )
          .unit(units.usdc)
          .decimals(1)
          .thresholds(neutral())
          .overrideByName('Of volume', [
            { id: 'unit', value: units.bps },
            { id: 'decimals', value: 2 },
            asProperty(highIsBad(thresholds.slippageBps)),
          ])
          .withTarget(rows(executionCosts.shortfall({ agent_id: agentId, strategy, market }))),
      },
      {
        key: 'costs-cancels',
        width: 4,
        height: 4,
        panel: stat(
          'Cancel ratio',
          'Orders of the range that were cancelled without any fill, divided by all orders that were filled, cancelled or rejected. A rise of limit orders that never fill means prices too far from the market; the exchange may charge for it.',
        )
          .unit(units.fraction)
          .decimals(1)
          .withTarget(rows(executionCosts.cancelRatio(scope))),
      },
      {
        key: 'costs-burn',
        width: 8,
        height: 4,
        panel: sideBySide(
          'Error-budget burn',
          `How many times faster than allowed the error budgets are used up, over 1 hour and 6 hours: ${100 - 100 * BUDGETS.apiErrors} % of API calls answered without an error, and ${100 - 100 * BUDGETS.slowOrders} % of orders acknowledged within 500 ms. At 1 a budget of 30 days lasts 30 days, at ${BURN.critical} two days: wake somebody while both windows are above that.`,
        )
          .unit('suffix:x')
          .decimals(1)
          .thresholds(highIsBad(BURN))
          .withTarget(instant(serviceLevels.apiBurn('1h'), 'API 1 h'))
          .withTarget(instant(serviceLevels.apiBurn('6h'), 'API 6 h'))
          .withTarget(instant(serviceLevels.latencyBurn('1h'), 'Orders 1 h'))
          .withTarget(instant(serviceLevels.latencyBurn('6h'), 'Orders 6 h')),
      },
      {
        key: 'costs-maker-taker',
        width: 12,
        height: 8,
        panel: table(
          'Maker and taker',
          'Fills of the range by the side of the book given in their events. If an event has no side, it is assumed from the type of the order: a limit order counts as a maker, which waits, any other type as a taker. Volume in USDC, fees and slippage in basis points of it, positive is a cost. If takers pay more slippage than makers save in fees, place limit orders more often.',
          [
            { field: 'side_of_book', title: 'Side of the book', width: 170 },
            { field: 'fills', title: 'Fills', unit: units.count, decimals: 0 },
            { field: 'volume', title: 'Volume', unit: units.count, decimals: 0 },
            { field: 'fee_bps', title: 'Fees (bps)', decimals: 2 },
            {
              field: 'slippage_bps',
              title: 'Slippage (bps)',
              decimals: 2,
              cell: highIsBad(thresholds.slippageBps),
            },
          ],
        ).withTarget(rows(executionCosts.makerTaker(scope))),
      },
      {
        key: 'costs-live-slippage',
        width: 12,
        height: 8,
        panel: timeseries(
          'Slippage by market, live',
          'Slippage of the fills of the last hour by market, basis points of their notional, as counted by the agents in pf_slippage_cost_usdc, so that it is available without ClickHouse and before its rows are stored. Positive is a cost. If it is far from the figures of ClickHouse, an agent does not report or events are missing.',
        )
          .unit(units.bps)
          .decimals(2)
          .spanNulls(true)
          .thresholds(highIsBad(thresholds.slippageBps))
          .thresholdsStyle(thresholdLines())
          .noValue(notExported('pf_slippage_cost_usdc'))
          .withTarget(series(serviceLevels.liveSlippage('1h'), '{{market}}')),
      },
    ],
  };
}
