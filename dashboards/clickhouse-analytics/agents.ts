import { LineInterpolation } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { drawdownLimits } from '../../src/fleet/panels/performance.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { bars, namesOnly, timeseries } from '../../src/panels/time-series.ts';
import { COPIED_PNL_IS, RETURN_IS, TRADE_PNL_IS } from '../../src/fleet/panels/pnl-texts.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentAnalytics } from '../../src/fleet/queries/agent-analytics.ts';
import { equity } from '../../src/fleet/queries/equity.ts';
import { agentId, market, strategy } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy, market };
/** Trades needed for a place on the leaderboard, and days needed for a Sharpe ratio. */
const MIN_TRADES = 20;
const SHARPE_DAYS = 30;
/** An agent that does not trade for a while keeps its last equity. */
const KEEPS_LEVEL = true;

/** Which agents earn, and at what risk (requirements 328-329, 366-370). */
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
          `The best agents of the range by net P&L, with at least ${MIN_TRADES} settled trades. ${COPIED_PNL_IS} Sharpe: mean divided by sample standard deviation of the last ${SHARPE_DAYS} daily returns, times √365, with its standard error; empty unless there is a return for every day. ${RETURN_IS} A Sharpe ratio within two standard errors of 0 may be luck. Win rate without pushes. Deepest fall since registration, over all strategies of the agent.`,
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
        ).withTarget(rows(agentAnalytics.leaderboard(MIN_TRADES, SHARPE_DAYS, scope))),
      },
      {
        key: 'agents-equity',
        width: 12,
        height: 10,
        panel: timeseries(
          'Equity by agent',
          'Realized equity per hour, USDC, of the agents whose equity changed most in 90 days: capital at registration and every ledger entry since, deposits and withdrawals included. Strategy and market select agents, not a part of their equity. An agent without a row in agent_capital is left out.',
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
          `P&L since the start of 90 days, USDC, of the pairs of agent and strategy with the largest changes. ${TRADE_PNL_IS} An agent with one rising and one falling line should drop a strategy.`,
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
          `P&L booked in each interval of the range, an hour or more, USDC, of the agents with the largest changes in the range. ${TRADE_PNL_IS} A single tall bar is usually a single trade: open the agent to find it.`,
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
