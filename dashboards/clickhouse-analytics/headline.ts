import type { RowSpec } from '../../src/define/definitions.ts';
import { asProperty, highIsBad, neutral, noneIsGood, signed } from '../../src/panels/thresholds.ts';
import { rows } from '../../src/panels/targets.ts';
import { COPIED_PNL_IS } from '../../src/fleet/panels/pnl-texts.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { sideBySide, stackedFigures, stat } from '../../src/panels/values.ts';
import { agentAnalytics } from '../../src/fleet/queries/agent-analytics.ts';
import { pipeline } from '../../src/fleet/queries/pipeline.ts';
import { slippage } from '../../src/fleet/queries/slippage.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { agentId, market, strategy, ticker } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy, market, ticker };
/** USD below which a sum of many floating-point numbers is only a rounding error. */
const ROUNDING_USD = 0.01;

/** The three figures of the documents' mock-up, and whether ClickHouse can be trusted (requirements 361-364). */
export function headline({ thresholds }: FleetSettings): RowSpec {
  return {
    key: 'headline',
    title: 'Is anything wrong?',
    panels: [
      {
        key: 'headline-pnl',
        width: 8,
        height: 4,
        panel: stackedFigures(
          'Total agent P&L',
          `P&L of the selection over 30 days, every event counted once. ${COPIED_PNL_IS} Active agents had at least one trade event in that time. If markets are selected, only trades are included, because other entries belong to no market.`,
        )
          .timeFrom('30d')
          .unit(units.usdc)
          .decimals(1)
          .thresholds(signed())
          .overrideByName('Active agents', [
            { id: 'unit', value: units.none },
            { id: 'decimals', value: 0 },
            asProperty(neutral()),
          ])
          .withTarget(rows(agentAnalytics.totalPnl(scope))),
      },
      {
        key: 'headline-trades',
        width: 8,
        height: 4,
        panel: sideBySide(
          'Trades per hour',
          "Fills and casino bets of the selection per hour over 24 hours, partial fills counted one by one, and the mean time from order to fill. If it is half of yesterday's in an unchanged market, check the fill rate and the API on the execution dashboard.",
        )
          .timeFrom('24h')
          .unit(units.none)
          .decimals(0)
          .overrideByName('Average fill', [
            { id: 'unit', value: units.milliseconds },
            asProperty(highIsBad(thresholds.orderLatencyMs)),
          ])
          .withTarget(rows(tradeEvents.tradesPerHour(scope))),
      },
      {
        key: 'headline-slippage',
        width: 8,
        height: 4,
        panel: sideBySide(
          'Slippage',
          'Mean slippage of the selected fills against the arrival mid price over 24 hours, weighted by notional, positive is a cost, and its 99th percentile; basis points, without casino bets. The heatmap below shows where and when it arises.',
        )
          .timeFrom('24h')
          .unit(units.bps)
          .decimals(2)
          .thresholds(highIsBad(thresholds.slippageBps))
          .overrideByName('p99', [asProperty(neutral())])
          .withTarget(rows(slippage.summary(scope))),
      },
      {
        key: 'headline-dead-letters',
        width: 8,
        height: 4,
        panel: stat(
          'Dead letters',
          'Messages of the last 24 hours that could not be stored as trade events. All figures here lack them: the execution dashboard lists them with their reasons.',
        )
          .timeFrom('24h')
          .unit(units.none)
          .decimals(0)
          .thresholds(noneIsGood())
          .withTarget(rows(pipeline.deadLetters())),
      },
      {
        key: 'headline-age',
        width: 8,
        height: 4,
        panel: stat(
          'Events age',
          'Time since the newest trade event in agent_trades. A quiet market and a stuck pipeline look the same: compare with the orders per second on the execution dashboard.',
        )
          .unit(units.seconds)
          .thresholds(highIsBad(thresholds.tradeEventAgeSeconds))
          .withTarget(rows(tradeEvents.dataAge())),
      },
      {
        key: 'headline-drift',
        width: 8,
        height: 4,
        panel: stat(
          'Rollup drift',
          'P&L of the range by agent in the hourly rollup against the merged events: sum of the absolute differences, USDC, all agents. Above 0, redelivered events were counted twice: rebuild the rollup from the events.',
        )
          .unit(units.usdc)
          .decimals(2)
          .thresholds(highIsBad({ warn: ROUNDING_USD, critical: thresholds.reconciliationUsdc }))
          .withTarget(rows(pipeline.rollupDrift())),
      },
    ],
  };
}
