import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { pnl } from '../../src/fleet/queries/pnl.ts';
import { agentId, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** The best agents: P&L is always shown together with the risk behind it (requirements 191-209). */
export function leaderboard(settings: FleetSettings): RowSpec {
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return {
    key: 'leaderboard',
    title: 'Leaderboard',
    panels: [
      {
        key: 'leaderboard-table',
        width: 16,
        height: 10,
        panel: table(
          'Top agents by P&L of the day',
          'Daily snapshot of each agent at the end of the range, best P&L first: P&L of the UTC day given in the row, USDC, net of fees, win rate of the trades won or lost, number of trades, drawdown from peak. Each row shows the age of its snapshot; the panel next to it and the wall display show the last 24 hours live.',
          [
            { field: 'agent_id', title: 'Agent', width: 110, link: { title: 'Drilldown of this agent', url } },
            { field: 'agent_name', title: 'Name', width: 110 },
            { field: 'strategy', title: 'Strategy', width: 135 },
            { field: 'pnl_24h_usdc', title: 'P&L (day)', unit: units.count, decimals: 2, cell: signed() },
            { field: 'win_rate', title: 'Win Rate', unit: units.fraction, decimals: 1 },
            { field: 'total_trades', title: 'Trades', decimals: 0 },
            {
              field: 'drawdown_pct',
              title: 'Drawdown',
              unit: units.fraction,
              decimals: 1,
              cell: highIsBad(settings.thresholds.drawdown),
            },
            { field: 'day', title: 'Day', unit: units.day },
            { field: 'snapshot_ts', title: 'As of', unit: units.time, hidden: true },
          ],
        ).withTarget(rows(performance.leaderboard())),
      },
      {
        key: 'leaderboard-live',
        width: 8,
        height: 10,
        panel: agentBars(
          'P&L of the last 24 hours, live',
          'Change of the cumulative P&L in 24 hours per agent, best first, from recorded series.',
        )
          .unit(units.usdc)
          .decimals(2)
          .thresholds(signed())
          .dataLinks([
            link(
              'Drilldown of this agent',
              dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
            ),
          ])
          .withTarget(instant(pnl.best24h(topN, { agent_id: agentId }), '{{agent_id}}')),
      },
    ],
  };
}
