import type { RowSpec } from '../../src/define.ts';
import { asProperty, highIsBad, neutral, noneIsGood, signed } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/panels/units.ts';
import { notExported, sideBySide, stat } from '../../src/panels/values.ts';
import { agentAnalytics } from '../../src/query/fleet/agent-analytics.ts';
import { pipeline } from '../../src/query/fleet/pipeline.ts';
import { slippage } from '../../src/query/fleet/slippage.ts';
import { tradeEvents } from '../../src/query/fleet/trade-events.ts';
import type { Settings } from '../../src/settings.ts';

/** The figures of the range, and whether the store behind them can be trusted (requirements 361-364). */
export function status({ thresholds }: Settings): RowSpec {
  return {
    key: 'status',
    title: 'Is anything wrong?',
    panels: [
      {
        key: 'status-pnl', width: 8, height: 4,
        panel: sideBySide('Total agent P&L', 'P&L of the selected trades in the range, USDC, net of fees, from the merged events, so that a redelivered one counts once; beside it the agents that made it. Unsettled trades do not count.')
          .unit(units.usdc).decimals(0).thresholds(signed())
          .overrideByName('Active agents', [{ id: 'unit', value: units.none }, asProperty(neutral())])
          .withTarget(rows(agentAnalytics.totalPnl())),
      },
      {
        key: 'status-trades', width: 8, height: 4,
        panel: sideBySide('Trades per hour', 'Fills and casino bets per hour of the range so far, and the mean time from order to fill. A slow fill with few trades points at the exchange, with many at us.')
          .unit(units.none).decimals(0)
          .overrideByName('Average fill', [{ id: 'unit', value: units.milliseconds }, asProperty(highIsBad(thresholds.orderLatencyMs))])
          .withTarget(rows(tradeEvents.tradesPerHour())),
      },
      {
        key: 'status-slippage', width: 8, height: 4,
        panel: sideBySide('Slippage', 'Mean slippage of the selected fills against the arrival mid price, weighted by notional, and what 99 of 100 fills stay below; basis points, positive is a cost, casino left out. See the hours and tickers below.')
          .unit(units.bps).decimals(1).thresholds(highIsBad(thresholds.slippageBps))
          .overrideByName('p99', [asProperty(neutral())])
          .withTarget(rows(slippage.summary())),
      },
      {
        key: 'status-events-age', width: 6, height: 3,
        panel: stat('Trade events age', 'Time since the newest trade event in agent_trades. A quiet market looks the same as a stuck pipeline: compare with the orders on Trade Execution.')
          .unit(units.seconds).thresholds(highIsBad(thresholds.tradeEventAgeSeconds)).withTarget(rows(tradeEvents.dataAge())),
      },
      {
        key: 'status-lag', width: 6, height: 3,
        panel: sideBySide('Pipeline lag', 'The ClickHouse table whose newest event is oldest, and its age. Red with orders still coming: the consumer is stuck and everything below is history.')
          .unit(units.seconds).thresholds(highIsBad(thresholds.ingestLagSeconds)).noValue(notExported('pf_ingest_lag_seconds'))
          .withTarget(instant(pipeline.lag(), '{{table}}')),
      },
      {
        key: 'status-dead-letters', width: 6, height: 3,
        panel: stat('Dead letters', 'Messages of the range that could not become a trade event. Each one is missing below: Trade Execution lists them with the reason.')
          .unit(units.none).decimals(0).thresholds(noneIsGood()).withTarget(rows(pipeline.deadLetters())),
      },
      {
        key: 'status-drift', width: 6, height: 3,
        panel: stat('Rollup drift', 'By how much the hourly rollup and the merged events disagree on the P&L of the range, USDC, added up over agents. Above rounding, a redelivered event was counted twice in the rollup: rebuild it from the events.')
          .unit(units.usdc).decimals(2).thresholds(highIsBad({ warn: 0.01, critical: thresholds.reconciliationUsdc })).withTarget(rows(pipeline.rollupDrift())),
      },
    ],
  };
}
