import { LineInterpolation } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { drawdownLimits } from '../../src/fleet/panels/performance.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { bars, namesOnly, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentAnalytics } from '../../src/fleet/queries/agent-analytics.ts';
import { equity } from '../../src/fleet/queries/equity.ts';
import { agentId, market, strategy } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy, market };
/** Trades that a place on the leaderboard takes, and days that a Sharpe ratio takes. */
const MIN_TRADES = 20;
const MIN_DAYS = 30;
/** An agent that does not trade for a while keeps its equity. */
const KEEPS_LEVEL = true;

/** Which agent earns, and at what risk (requirements 328-329, 366-370). */
export function agents(settings: FleetSettings): RowSpec {
  const drilldown = link(
    'Drilldown of this agent',
    dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
  );
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return {
    key: 'agents',
    title: 'Which agent earns?',
    panels: [
      {
        key: 'agents-leaderboard',
        width: 24,
        height: 10,
        panel: table(
          'Agent leaderboard',
          `The best agents of the range by net P&L, with at least ${MIN_TRADES} settled trades; live. Sharpe: mean over sample standard deviation of P&L per complete UTC day, idle days as 0, times √365, with its standard error; empty below ${MIN_DAYS} days. Within two standard errors of 0 it may be luck. Win rate without pushes. Deepest fall in the range from the peak of equity since registration, over all strategies of the agent.`,
          [
            { field: 'agent_id', title: 'Agent', width: 110, link: { title: 'Drilldown of this agent', url } },
            { field: 'strategy', title: 'Main strategy' },
            { field: 'net_pnl', title: 'Net P&L (USDC)', unit: units.count, decimals: 2, cell: signed() },
            { field: 'sharpe', title: 'Sharpe', decimals: 2 },
            { field: 'sharpe_error', title: '± SE', decimals: 2 },
            { field: 'days', title: 'Days', decimals: 0 },
            { field: 'win_rate', title: 'Win rate', unit: units.fraction, decimals: 1 },
            { field: 'trades', title: 'Trades', decimals: 0 },
            { field: 'volume', title: 'Volume (USDC)', unit: units.count, decimals: 0 },
            {
              field: 'max_drawdown',
              title: 'Max drawdown',
              unit: units.fraction,
              decimals: 1,
              cell: drawdownLimits(settings),
            },
            {
              field: 'fill_ms',
              title: 'Avg fill',
              unit: units.milliseconds,
              decimals: 0,
              cell: highIsBad(settings.thresholds.orderLatencyMs),
            },
          ],
        ).withTarget(rows(agentAnalytics.leaderboard(MIN_TRADES, MIN_DAYS, scope))),
      },
      {
        key: 'agents-equity',
        width: 12,
        height: 10,
        panel: timeseries(
          'Equity by agent',
          'Capital at registration plus all P&L since then, per hour, USDC, of the agents that moved most in 90 days. Strategy and market choose the agents, not a part of their equity. Deposits are not known here; an agent without a row in agent_capital is left out.',
        )
          .timeFrom('90d')
          .unit(units.usdc)
          .decimals(1)
          .lineInterpolation(LineInterpolation.StepAfter)
          .spanNulls(KEEPS_LEVEL)
          .displayName('${__field.labels.agent_id}')
          .dataLinks([drilldown])
          .legend(namesOnly())
          .withTarget(lines(equity.ofMovers(scope))),
      },
      {
        key: 'agents-pairs',
        width: 12,
        height: 10,
        panel: timeseries(
          'Cumulative P&L by agent and strategy',
          'P&L since the start of 90 days, net of fees, USDC, of the pairs of agent and strategy that moved most. An agent with one line up and one down should drop a strategy.',
        )
          .timeFrom('90d')
          .interval('1h')
          .unit(units.usdc)
          .decimals(1)
          .lineInterpolation(LineInterpolation.StepAfter)
          .spanNulls(KEEPS_LEVEL)
          .displayName('${__field.labels.agent_id} ${__field.labels.strategy}')
          .dataLinks([drilldown])
          .legend(namesOnly())
          .withTarget(lines(agentAnalytics.cumulativePnlByPair(scope))),
      },
      {
        key: 'agents-pnl',
        width: 24,
        height: 8,
        panel: bars(
          'P&L per interval',
          'P&L booked in each interval of the range, an hour or more, net of fees, USDC, of the agents that moved most in the range. One tall bar is one trade: open the agent for it.',
        )
          .interval('1h')
          .unit(units.usdc)
          .decimals(1)
          .displayName('${__field.labels.agent_id}')
          .dataLinks([drilldown])
          .legend(namesOnly())
          .withTarget(lines(agentAnalytics.pnlByAgent(scope))),
      },
    ],
  };
}
