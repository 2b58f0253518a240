import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { tradeColumns } from '../../src/fleet/panels/performance.ts';
import { table } from '../../src/panels/tables.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { tradeBook } from '../../src/fleet/queries/trade-book.ts';
import { agentId, strategy } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** The individual trades behind the P&L (requirement 27). */
export function trades(settings: FleetSettings): RowSpec {
  const agent = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  const execution = dashboardUrl(settings, 'trade-execution', { agent_id: '${__data.fields.agent_id}' });
  return {
    key: 'pnl-trades',
    title: 'Which trade?',
    collapsed: true,
    panels: [
      {
        key: 'pnl-trade-events',
        width: 24,
        height: 14,
        panel: table(
          'Trade events',
          'The 200 trades and bets of the selection settled in the range that moved the P&L most, up or down. P&L is net of fees; a push is a settled 0; unsettled trades have no P&L and are not listed. Click an agent for its history, or a ticker for how its orders were executed.',
          [
            { field: 'settled_at', title: 'Settled', unit: units.time },
            { field: 'agent_id', title: 'Agent', width: 110, link: { title: 'Agent drilldown', url: agent } },
            ...tradeColumns(execution),
          ],
        ).withTarget(rows(tradeBook.largest({ agent_id: agentId, strategy }))),
      },
    ],
  };
}
