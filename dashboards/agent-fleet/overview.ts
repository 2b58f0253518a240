import type { RowSpec } from '../../src/define/definitions.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { instant, lines, series } from '../../src/panels/targets.ts';
import { dailySeries, namesOnly, stackedBars, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { LIVE_PNL_IS } from '../../src/fleet/panels/pnl-texts.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { notExported, stat } from '../../src/panels/values.ts';
import { api } from '../../src/fleet/queries/api.ts';
import { escrow } from '../../src/fleet/queries/escrow.ts';
import { execution } from '../../src/fleet/queries/execution.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { pnl } from '../../src/fleet/queries/pnl.ts';
import { trades } from '../../src/fleet/queries/trades.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { agentId, strategy, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

/** Daily figures are meaningless in the range of six hours that the rest of the dashboard shows. */
const DAILY_RANGE = '30d';
const agents = { agent_id: agentId };
const scope = { agent_id: agentId, strategy };

/** How the fleet does: P&L, equity, execution, positions (requirements 167-172). */
export function overview(settings: FleetSettings): RowSpec {
  const { orderLatencyMs, apiErrorRatio } = settings.thresholds;
  return {
    key: 'overview',
    title: 'Overview',
    panels: [
      {
        key: 'fleet-pnl',
        width: 12,
        height: 9,
        panel: timeseries(
          'Fleet P&L (USDC)',
          `P&L since registration: one line for the selection, and one for each of the agents that lead at the end of the range. ${LIVE_PNL_IS} Only the top agents are shown, because lines for 300 would be unreadable.`,
        )
          .unit(units.usdc)
          .decimals(1)
          .overrideByName('Selection', [
            { id: 'custom.lineWidth', value: 3 },
            { id: 'color', value: { mode: 'fixed', fixedColor: 'purple' } },
          ])
          .legend(namesOnly())
          .withTarget(series(pnl.total(scope), 'Selection'))
          .withTarget(series(pnl.leaders(topN, agents), '{{agent_id}}')),
      },
      {
        key: 'pnl-by-strategy',
        width: 12,
        height: 9,
        panel: timeseries(
          'P&L by strategy',
          `P&L since registration per strategy, by the strategy at the time of the entry. ${LIVE_PNL_IS} For a fair comparison of strategies see the growth of their capital further down.`,
        )
          .unit(units.usdc)
          .decimals(1)
          .withTarget(series(pnl.byStrategy(scope), '{{strategy}}')),
      },
      {
        key: 'fleet-equity',
        width: 12,
        height: 8,
        panel: dailySeries(
          'Equity',
          "Equity of the selection at the end of each UTC day, deposits and withdrawals included. Today's point is the day so far. Always the last 30 days.",
        )
          .unit(units.usdc)
          .decimals(1)
          .timeFrom(DAILY_RANGE)
          .withTarget(lines(performance.equity())),
      },
      {
        key: 'fleet-drawdown',
        width: 12,
        height: 8,
        panel: dailySeries(
          'Drawdown',
          "Fall of the selection's time-weighted wealth from its peak since inception. Deposits are not a return, the peak includes the start, and P&L and capital are summed over agents first. Always the last 30 days.",
        )
          .unit(units.fraction)
          .decimals(1)
          .timeFrom(DAILY_RANGE)
          .max(0)
          .fillOpacity(20)
          .withTarget(lines(performance.drawdown())),
      },
      {
        key: 'latency-p99',
        width: 12,
        height: 8,
        panel: timeseries(
          'Trade Latency p99 (ms)',
          `99th, 95th and 50th percentile of the time from order submission to acknowledgement of the selection's orders, from summed buckets. The alert fires per agent above ${orderLatencyMs.critical} ms.`,
        )
          // Five-minute rates lose nothing at steps of two minutes, and 300 agents have thousands of buckets.
          .interval('2m')
          .unit(units.milliseconds)
          .min(0)
          .thresholds(highIsBad(orderLatencyMs))
          .thresholdsStyle(thresholdLines())
          .withTarget(series(execution.latencyQuantile(0.99, agents), 'p99'))
          .withTarget(series(execution.latencyQuantile(0.95, agents), 'p95'))
          .withTarget(series(execution.latencyQuantile(0.5, agents), 'p50')),
      },
      {
        key: 'api-errors',
        width: 12,
        height: 8,
        panel: timeseries(
          'API error rate by route',
          `Share of calls answered 4xx or 5xx per route: failed calls divided by all. The alert fires above ${percent(apiErrorRatio.critical)} % on a route with traffic. All agents. 401 and 403 point at the key, 429 at a rate limit, 5xx at the service.`,
        )
          .unit(units.fraction)
          .decimals(1)
          .min(0)
          .thresholds(highIsBad(apiErrorRatio))
          .thresholdsStyle(thresholdLines())
          .legend(namesOnly())
          .withTarget(series(api.errorRatio('$__rate_interval'), '{{endpoint}}')),
      },
      {
        key: 'trade-flow',
        width: 12,
        height: 8,
        panel: stackedBars(
          'Trade flow',
          'Notional of fills and stakes of casino bets per market, USDC, stacked, because the markets add up to the fleet. All agents.',
        )
          .unit(units.usdc)
          .decimals(1)
          .displayName('${__field.labels.market}')
          .withTarget(lines(tradeEvents.volumeByMarket())),
      },
      {
        key: 'unrealized-pnl',
        width: 5,
        height: 4,
        panel: stat(
          'Unrealized P&L',
          'P&L of open positions at the current mark: a level, not part of the realized total. If it is far below zero, find the agent in drawdown before the loss is realized.',
        )
          .unit(units.usdc)
          .decimals(1)
          .thresholds(signed())
          .noValue(notExported('pf_unrealized_pnl_usdc'))
          .withTarget(instant(pnl.unrealized(scope))),
      },
      {
        key: 'settled-trades',
        width: 7,
        height: 4,
        panel: stat(
          'Settled trades (24 h)',
          'Trades and bets settled in the last 24 hours by outcome: win, loss or push.',
        )
          .unit(units.count)
          .decimals(0)
          .withTarget(instant(trades.byOutcome24h(agents), '{{outcome}}')),
      },
      {
        key: 'open-positions',
        width: 4,
        height: 4,
        panel: stat(
          'Open positions',
          'Absolute notional of open positions at the current mark, summed over the selected agents: the amount exposed to a market move. The drilldown of an agent lists its own positions.',
        )
          .unit(units.usdc)
          .decimals(1)
          .noValue(notExported('pf_open_position_notional_usdc'))
          .withTarget(instant(pnl.openPositions(agents))),
      },
      {
        key: 'fleet-win-rate',
        width: 4,
        height: 4,
        panel: stat(
          'Win rate (24 h)',
          'Wins divided by wins and losses of all settled trades and bets of the last 24 hours; pushes do not count. Ratio of sums over the selected agents.',
        )
          .unit(units.fraction)
          .decimals(1)
          .withTarget(instant(trades.winRate24h(agents))),
      },
      {
        key: 'escrow-locked',
        width: 4,
        height: 4,
        panel: stat(
          'Escrow locked',
          'USDC locked in open escrow contracts of the selected agents; they cannot trade with it. The escrow pipeline lists the contracts.',
        )
          .unit(units.usdc)
          .decimals(1)
          .withTarget(instant(escrow.locked(agents))),
      },
    ],
  };
}
