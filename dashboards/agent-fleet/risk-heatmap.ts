import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { type Column, table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { notExported } from '../../src/panels/values.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { margin } from '../../src/fleet/queries/margin.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { risk } from '../../src/fleet/queries/risk.ts';
import { agentId, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

/** Notional divided by equity: a reasonable maximum, and a leverage at which one bad day takes the whole equity. */
const LEVERAGE = { warn: 2, critical: 5 };

/** Every agent, closest to its stop-loss first (requirements 187-190). */
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
          'Drawdown of each agent divided by its own limit agents.max_drawdown_pct. P&L of the UTC day and equity are USDC. Green is within bounds, amber from two thirds of the limit, red at the limit. From the newest daily snapshot within two days of the end of the range; the row shows its day. The panel next to it is live.',
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
      {
        key: 'risk-leverage',
        width: 24,
        height: 8,
        panel: agentBars(
          'Highest leverage (assumed)',
          'Notional of open positions divided by equity, live, of the selected agents with the highest leverage. This is an assumption about the API, because no document shows this field: without a source it is missing, not 0. An agent far above the others can lose its equity in one move: check its distance to liquidation.',
        )
          .unit('suffix:x')
          .decimals(2)
          .min(0)
          .thresholds(highIsBad(LEVERAGE))
          .noValue(notExported('pf_leverage_ratio'))
          .dataLinks([
            link(
              'Drilldown of this agent',
              dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
            ),
          ])
          .withTarget(instant(margin.mostLeveraged(topN, { agent_id: agentId }), '{{agent_id}}')),
      },
    ],
  };
}

function columns(settings: FleetSettings): Column[] {
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return [
    { field: 'agent_id', title: 'Agent', width: 110, link: { title: 'Drilldown of this agent', url } },
    { field: 'agent_name', title: 'Name', hidden: true },
    { field: 'strategy', title: 'Strategy', width: 135 },
    { field: 'status', title: 'Status', width: 85 },
    {
      field: 'limit_used',
      title: 'Limit used',
      unit: units.fraction,
      decimals: 0,
      cell: highIsBad(settings.thresholds.limitUsed),
    },
    { field: 'drawdown_pct', title: 'Drawdown', unit: units.fraction, decimals: 1 },
    { field: 'limit_pct', title: 'Limit', unit: units.fraction, decimals: 1, hidden: true },
    { field: 'pnl_24h_usdc', title: 'P&L (day)', unit: units.count, decimals: 2, cell: signed() },
    { field: 'equity_close_usdc', title: 'Equity', unit: units.count, decimals: 0 },
    { field: 'day', title: 'Day', unit: units.day },
    { field: 'snapshot_ts', title: 'As of', unit: units.time, hidden: true },
  ];
}
