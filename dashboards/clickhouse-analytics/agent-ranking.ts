import type { RowSpec } from '../../src/define.ts';
import { dashboardUrl } from '../../src/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { signed } from '../../src/panels/thresholds.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/panels/units.ts';
import { agentAnalytics } from '../../src/query/fleet/agent-analytics.ts';
import type { Settings } from '../../src/settings.ts';

/** Settled trades an agent needs to be ranked, and days its Sharpe ratio needs to be shown. */
const MIN_TRADES = 20;
const MIN_DAYS = 30;

/** Who earns, and with what risk (requirements 328-329, 367, 369-370). */
export function agentRanking(settings: Settings): RowSpec {
  return {
    key: 'ranking',
    title: 'Who earns, and with what risk?',
    panels: [
      {
        key: 'ranking-agents', width: 24, height: 10,
        panel: table(
          'Agent leaderboard',
          `The best agents of the range by net P&L, with at least ${MIN_TRADES} settled trades. Sharpe: mean over standard deviation of daily P&L, idle days as 0, times √365; ± is its standard error; empty under ${MIN_DAYS} days, and under 90 the best of many agents looks good by luck, so P&L ranks. Drawdown includes the start. Open an agent before giving it more capital.`,
          [
            { field: 'agent_id', title: 'Agent', width: 150, link: { title: 'Drilldown of this agent', url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }) } },
            { field: 'strategy', title: 'Strategy' },
            { field: 'net_pnl', title: 'Net P&L', unit: units.usdc, decimals: 0, cell: signed() },
            { field: 'sharpe', title: 'Sharpe', decimals: 2 },
            { field: 'sharpe_error', title: '±', decimals: 2 },
            { field: 'days', title: 'Days', decimals: 0 },
            { field: 'win_rate', title: 'Win rate', unit: units.fraction, decimals: 1 },
            { field: 'trades', title: 'Trades', unit: units.count, decimals: 0 },
            { field: 'volume', title: 'Volume', unit: units.usdc, decimals: 0 },
            { field: 'max_drawdown', title: 'Max drawdown', unit: units.fraction, decimals: 1 },
            { field: 'fill_ms', title: 'Average fill', unit: units.milliseconds, decimals: 0 },
          ],
        ).withTarget(rows(agentAnalytics.leaderboard(MIN_TRADES, MIN_DAYS))),
      },
    ],
  };
}
