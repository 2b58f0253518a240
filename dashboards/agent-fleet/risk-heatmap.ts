import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { type Column, table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { risk } from '../../src/fleet/queries/risk.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

/** Every agent, the one nearest to its stop-loss first (requirements 187-190). */
export function riskHeatmap(settings: FleetSettings): RowSpec {
  return {
    key: 'risk',
    title: 'Risk heatmap',
    panels: [
      {
        key: 'risk-table',
        width: 16,
        height: 12,
        panel: table(
          'Agents by use of their stop-loss',
          'Drawdown of each agent over its own limit agents.max_drawdown_pct. Green is within bounds, amber from two thirds of the limit, red at the limit. From the newest daily snapshot within two days of the end of the range, which the row names: the panel beside it is live.',
          columns(settings),
        ).withTarget(rows(performance.riskByAgent())),
      },
      {
        key: 'risk-drawdown-now',
        width: 8,
        height: 12,
        panel: agentBars(
          'Drawdown now',
          `Live fall from peak equity per agent, deepest first, from pf_drawdown_pct. The alert fires above ${percent(settings.thresholds.drawdown.critical)} %. Click a bar for what the agent trades before halting it.`,
        )
          .unit(units.fraction)
          .decimals(1)
          .min(0)
          .max(0.3)
          .thresholds(highIsBad(settings.thresholds.drawdown))
          .dataLinks([
            link(
              'Drilldown of this agent',
              dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
            ),
          ])
          .withTarget(instant(risk.drawdownByAgent({ agent_id: agentId }), '{{agent_id}}')),
      },
    ],
  };
}

function columns(settings: FleetSettings): Column[] {
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return [
    { field: 'agent_id', title: 'Agent', width: 120, link: { title: 'Drilldown of this agent', url } },
    { field: 'agent_name', title: 'Name', width: 120 },
    { field: 'strategy', title: 'Strategy', width: 140 },
    { field: 'status', title: 'Status', width: 90 },
    {
      field: 'limit_used',
      title: 'Limit used',
      unit: units.fraction,
      decimals: 0,
      width: 120,
      cell: highIsBad(settings.thresholds.limitUsed),
    },
    { field: 'drawdown_pct', title: 'Drawdown', unit: units.fraction, decimals: 1, width: 115 },
    { field: 'limit_pct', title: 'Limit', unit: units.fraction, decimals: 1, width: 85 },
    { field: 'pnl_24h_usdc', title: 'P&L of the day', unit: units.usdc, decimals: 2, width: 120, cell: signed() },
    { field: 'equity_close_usdc', title: 'Equity', unit: units.usdc, decimals: 0, width: 105 },
    { field: 'day', title: 'Day (UTC)', unit: units.day, width: 100 },
    { field: 'snapshot_ts', title: 'As of', unit: units.time },
  ];
}
