import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { drawdownLimits } from '../../src/fleet/panels/performance.ts';
import { type Column, table } from '../../src/panels/tables.ts';
import { highIsBad, signed } from '../../src/panels/thresholds.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { returnFigures } from '../../src/fleet/queries/return-figures.ts';
import { returns } from '../../src/fleet/queries/returns.ts';
import { agentId, strategy } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy };

/** The selected agents in detail, to see which of them needs a closer look. */
export function agents(settings: FleetSettings): RowSpec {
  return {
    key: 'pnl-agents',
    title: 'Which agent?',
    panels: [
      {
        key: 'pnl-agents-table',
        width: 24,
        height: 12,
        panel: table(
          'Agents',
          "Every selected agent with at least one day in the range, best P&L first; click a heading to sort. P&L, win rate and trades are of the UTC days of the range; open (unrealized) P&L, equity and drawdown are of its newest day, which the row shows; amounts are USDC. Limit used is the drawdown divided by the agent's own limit: red means that it is reached. The Sharpe ratio covers the last $sharpe_window days and is empty unless there is a return for every day; ± is its standard error. Click an agent for everything about it.",
          columns(settings),
        ).withTarget(rows(returns.agents(scope))),
      },
      {
        key: 'pnl-agents-risk',
        width: 24,
        height: 9,
        panel: table(
          'Risk of each agent',
          'Historical, from the daily returns of each selected agent in the range, realized P&L divided by capital: value at risk is the daily loss not exceeded on 95 of 100 days, shortfall the mean loss of the other days, both in percent of its capital, largest first; then the worst day, the deepest fall from a peak, the return, Sortino and Calmar ratio. Value at risk, shortfall and the ratios need 30 days and are empty below that. A shortfall far above the value at risk is a fat tail: halve the position before such a loss occurs.',
          riskColumns(settings),
        ).withTarget(rows(returnFigures.riskOfAgents(scope))),
      },
    ],
  };
}

function riskColumns(settings: FleetSettings): Column[] {
  const share = { unit: units.fraction, decimals: 2, width: 140 };
  return [
    agentColumn(settings),
    { field: 'at_risk', title: 'VaR 95% (day)', ...share },
    { field: 'shortfall', title: 'Shortfall (day)', ...share },
    { field: 'worst', title: 'Worst day', ...share },
    { field: 'deepest', title: 'Deepest fall', ...share, cell: drawdownLimits(settings) },
    { field: 'growth', title: 'Return', ...share, cell: signed() },
    { field: 'sortino', title: 'Sortino', decimals: 2 },
    { field: 'calmar', title: 'Calmar', decimals: 2 },
    { field: 'days', title: 'Days', decimals: 0 },
  ];
}

function agentColumn(settings: FleetSettings): Column {
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return { field: 'agent_id', title: 'Agent', width: 108, link: { title: 'Agent drilldown', url } };
}

function columns(settings: FleetSettings): Column[] {
  return [
    agentColumn(settings),
    { field: 'agent_name', title: 'Name', hidden: true },
    { field: 'strategy', title: 'Strategy', width: 131 },
    { field: 'status', title: 'Status', width: 85 },
    { field: 'pnl', title: 'P&L (range)', unit: units.count, decimals: 2, cell: signed() },
    { field: 'pnl_24h_usdc', title: 'P&L (day)', unit: units.count, decimals: 2, hidden: true },
    { field: 'unrealized_pnl_usdc', title: 'Open P&L', unit: units.count, decimals: 2 },
    { field: 'equity_close_usdc', title: 'Equity', unit: units.count, decimals: 0 },
    { field: 'drawdown_pct', title: 'Drawdown', unit: units.fraction, decimals: 1 },
    {
      field: 'limit_used',
      title: 'Limit used',
      unit: units.fraction,
      decimals: 0,
      cell: highIsBad(settings.thresholds.limitUsed),
    },
    { field: 'sharpe', title: 'Sharpe', decimals: 2, width: 72 },
    { field: 'sharpe_error', title: '±', decimals: 2, width: 55 },
    { field: 'days', title: 'Days', decimals: 0, width: 58 },
    { field: 'win_rate', title: 'Win rate', unit: units.fraction, decimals: 1 },
    { field: 'trades', title: 'Trades', decimals: 0 },
    { field: 'day', title: 'Day', unit: units.day },
    { field: 'snapshot_ts', title: 'As of', unit: units.time, hidden: true },
  ];
}
