import type { RowSpec } from '../../src/define.ts';
import { dashboardUrl, link } from '../../src/panels/links.ts';
import { drawdownLimits, drawdownLines } from '../../src/panels/performance.ts';
import { table } from '../../src/panels/tables.ts';
import { signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/panels/units.ts';
import { equity } from '../../src/query/fleet/equity.ts';
import type { Settings } from '../../src/settings.ts';

/** Who is under water, how deep and since when (requirements 337-338, 373). */
export function drawdownMonitor(settings: Settings): RowSpec {
  const limits = drawdownLimits(settings);
  return {
    key: 'drawdown',
    title: 'Who is under water?',
    panels: [
      {
        key: 'drawdown-agents', width: 12, height: 9,
        panel: timeseries('Drawdown monitor', `Fall of equity from its peak since registration, by the hour, of the agents that fell deepest in the range; the peak includes the start. The lines are the limits; the alert fires on the live metric at ${settings.thresholds.drawdown.critical * 100} %.`)
          .unit(units.fraction).decimals(1).max(0).fillOpacity(10).spanNulls(true).thresholds(drawdownLines(settings)).thresholdsStyle(thresholdLines())
          .displayName('${__field.labels.agent_id}')
          .dataLinks([link('Drilldown of this agent', dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }))])
          .withTarget(lines(equity.drawdown())),
      },
      {
        key: 'drawdown-table', width: 12, height: 9,
        panel: table('Deepest drawdowns', 'The same agents: deepest fall of the range and its day, fall now, P&L since registration, and the equity and peak behind it. A fall that is over needs no halt; one at its deepest now does.', [
          { field: 'agent_id', title: 'Agent', width: 150, link: { title: 'Drilldown of this agent', url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }) } },
          { field: 'max_drawdown', title: 'Max drawdown', unit: units.fraction, decimals: 1, cell: limits },
          { field: 'day', title: 'On', unit: 'time:YYYY-MM-DD' },
          { field: 'drawdown_now', title: 'Now', unit: units.fraction, decimals: 1, cell: limits },
          { field: 'cumulative_pnl', title: 'P&L', unit: units.usdc, decimals: 0, cell: signed() },
          { field: 'running_peak', title: 'Peak', unit: units.usdc, decimals: 0 },
          { field: 'equity_now', title: 'Equity', unit: units.usdc, decimals: 0 },
        ]).withTarget(rows(equity.drawdownTable())),
      },
    ],
  };
}
