import { LineInterpolation } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { drawdownLimits, drawdownLines } from '../../src/fleet/panels/performance.ts';
import { table } from '../../src/panels/tables.ts';
import { signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { namesOnly, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { COPIED_PNL_IS, DRAWDOWN_IS } from '../../src/fleet/panels/pnl-texts.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { equity } from '../../src/fleet/queries/equity.ts';
import { agentId, market, strategy } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

const scope = { agent_id: agentId, strategy, market };

/** Which agents have the deepest drawdown (requirements 337-338, 373). */
export function drawdown(settings: FleetSettings): RowSpec {
  const { warn, critical } = settings.thresholds.drawdown;
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  return {
    key: 'drawdown',
    title: 'Who is under water?',
    panels: [
      {
        key: 'drawdown-monitor',
        width: 12,
        height: 10,
        panel: timeseries(
          'Drawdown monitor',
          `Drawdown by UTC day of the agents with the deepest drawdown in the range. ${DRAWDOWN_IS} Lines at ${percent(-warn)} % and ${percent(-critical)} %, where the alert fires.`,
        )
          .unit(units.fraction)
          .decimals(1)
          .max(0)
          .lineInterpolation(LineInterpolation.StepAfter)
          .spanNulls(true)
          .thresholds(drawdownLines(settings))
          .thresholdsStyle(thresholdLines())
          .displayName('${__field.labels.agent_id}')
          .dataLinks([
            link(
              'Drilldown of this agent',
              dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
            ),
          ])
          .legend(namesOnly())
          .withTarget(lines(equity.drawdown(scope))),
      },
      {
        key: 'drawdown-agents',
        width: 12,
        height: 10,
        panel: table(
          'Deepest drawdowns',
          `The same agents: deepest fall since registration and the day it was reached, fall at the end of the range, P&L since registration, and realized equity now with the equity needed to be back at the peak, USDC. ${COPIED_PNL_IS} Halt an agent that is deep and still falling; leave one that is deep but rising.`,
          [
            { field: 'agent_id', title: 'Agent', width: 110, link: { title: 'Drilldown of this agent', url } },
            {
              field: 'max_drawdown',
              title: 'Deepest',
              unit: units.fraction,
              decimals: 1,
              cell: drawdownLimits(settings),
            },
            { field: 'day', title: 'On', unit: units.day },
            { field: 'drawdown_now', title: 'Now', unit: units.fraction, decimals: 1, cell: drawdownLimits(settings) },
            { field: 'cumulative_pnl', title: 'P&L', unit: units.count, decimals: 0, width: 75, cell: signed() },
            { field: 'running_peak', title: 'Peak', unit: units.count, decimals: 0, width: 75 },
            { field: 'equity_now', title: 'Equity', unit: units.count, decimals: 0, width: 75 },
          ],
        ).withTarget(rows(equity.drawdownTable(scope))),
      },
    ],
  };
}
