import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { logs } from '../../src/panels/lists.ts';
import { tradeColumns } from '../../src/fleet/panels/performance.ts';
import { table } from '../../src/panels/tables.ts';
import { logLines, rows } from '../../src/panels/targets.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentLogs } from '../../src/fleet/queries/agent-logs.ts';
import { tradeBook } from '../../src/fleet/queries/trade-book.ts';
import { singleAgentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const one = { agent_id: singleAgentId };

/** Individual trades and log lines (requirement 175). */
export function trades(settings: FleetSettings): RowSpec {
  const execution = dashboardUrl(settings, 'trade-execution', { agent_id: '${agent_id}' });
  return {
    key: 'drilldown-trades',
    title: 'Which trade?',
    panels: [
      {
        key: 'drilldown-history',
        width: 24,
        height: 10,
        panel: table(
          'Trade history',
          'The newest 200 trades and bets of this agent settled in the range, with the strategy at that time. P&L is net of fees; a push is a settled 0. Select an earlier range for older ones; click a ticker for how its orders were executed.',
          [
            { field: 'settled_at', title: 'Settled', unit: units.time },
            { field: 'opened_at', title: 'Opened', unit: units.time },
            ...tradeColumns(execution),
          ],
        )
          .noValue(orNoAnswer('no trades settled in the range'))
          .withTarget(rows(tradeBook.history(one))),
      },
      {
        key: 'drilldown-logs',
        width: 24,
        height: 10,
        panel: logs(
          'Agent logs',
          'Log lines of this agent, newest first, 200 at most. Open a line for its order, contract and error code, and for a link to its trace if it has one.',
        ).withTarget(logLines(agentLogs.lines(one))),
      },
    ],
  };
}
