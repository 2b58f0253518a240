import type { RowSpec } from '../../src/define.ts';
import { dashboardUrl } from '../../src/panels/links.ts';
import { table } from '../../src/panels/tables.ts';
import { signed } from '../../src/panels/thresholds.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/panels/units.ts';
import { tradeBook } from '../../src/query/fleet/trade-book.ts';
import { agentId, strategy } from '../../src/query/variables.ts';
import type { Settings } from '../../src/settings.ts';

/** The trades behind the P&L, down to a single one (requirement 27). */
export function trades(settings: Settings): RowSpec {
  const agent = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' });
  const execution = dashboardUrl(settings, 'trade-execution', { agent_id: '${__data.fields.agent_id}' });
  return {
    key: 'pnl-trades',
    title: 'Which trade?',
    collapsed: true,
    panels: [
      {
        key: 'pnl-trade-events', width: 24, height: 14,
        panel: table(
          'Trade events',
          'The 200 trades and bets of the selection settled in the range that moved the P&L most, up or down. P&L is net of fees; a push is a settled 0; trades that are not settled have none and are not here. Click an agent for its history, or a ticker for how its orders were executed.',
          [
            { field: 'settled_at', title: 'Settled', unit: units.time },
            { field: 'agent_id', title: 'Agent', width: 150, link: { title: 'Agent drilldown', url: agent } },
            { field: 'strategy', title: 'Strategy' },
            { field: 'market', title: 'Market' },
            { field: 'ticker', title: 'Ticker', link: { title: 'Trade execution of this agent', url: execution } },
            { field: 'side', title: 'Side', width: 70 },
            { field: 'notional_usdc', title: 'Notional', unit: units.usdc, decimals: 2 },
            { field: 'fee_usdc', title: 'Fee', unit: units.usdc, decimals: 4 },
            { field: 'pnl_usdc', title: 'P&L', unit: units.usdc, decimals: 2, cell: signed() },
            { field: 'outcome', title: 'Outcome', width: 80 },
            { field: 'trade_id', title: 'Trade' },
          ],
        ).withTarget(rows(tradeBook.largest({ agent_id: agentId, strategy }))),
      },
    ],
  };
}
