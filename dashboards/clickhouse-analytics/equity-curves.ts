import type { RowSpec } from '../../src/define.ts';
import { dashboardUrl, link } from '../../src/panels/links.ts';
import { lines } from '../../src/panels/targets.ts';
import { bars, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/panels/units.ts';
import { agentAnalytics } from '../../src/query/fleet/agent-analytics.ts';
import { equity } from '../../src/query/fleet/equity.ts';
import type { Settings } from '../../src/settings.ts';

/** How the money grew (requirements 366, 368). */
export function equityCurves(settings: Settings): RowSpec {
  const drilldown = link('Drilldown of this agent', dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }));
  return {
    key: 'equity',
    title: 'How did the money grow?',
    panels: [
      {
        key: 'equity-agents', width: 12, height: 9,
        panel: timeseries('Equity', 'Capital at registration plus all P&L since, USDC, of the agents that moved most in the range. Deposits and withdrawals are not known here; an agent without a row in agent_capital is left out. The book has the exact equity: Agent P&L.')
          .unit(units.usdc).decimals(0).spanNulls(true).displayName('${__field.labels.agent_id}').dataLinks([drilldown]).withTarget(lines(equity.ofMovers())),
      },
      {
        key: 'equity-pairs', width: 12, height: 9,
        panel: timeseries('Cumulative P&L by agent and strategy', 'P&L since the start of the range, USDC, net of fees, of the pairs of agent and strategy that moved most in it. A pair that keeps falling wants another strategy, not a better day.')
          .unit(units.usdc).decimals(0).spanNulls(true).displayName('${__field.labels.agent_id} ${__field.labels.strategy}').dataLinks([drilldown]).withTarget(lines(agentAnalytics.cumulativePnlByPair())),
      },
      {
        key: 'equity-pnl', width: 24, height: 8,
        panel: bars('P&L per interval', 'P&L of each interval, USDC, net of fees, of the agents that moved most in the range. The last bar is not over yet.')
          .unit(units.usdc).decimals(0).interval('1h').displayName('${__field.labels.agent_id}').dataLinks([drilldown]).withTarget(lines(agentAnalytics.pnlByAgent())),
      },
    ],
  };
}
