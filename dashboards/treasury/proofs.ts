import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { treasury } from '../../src/fleet/queries/treasury.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { rows } from '../../src/panels/targets.ts';
import { table } from '../../src/panels/tables.ts';

/** Whether wallet and ledger agree. */
export function treasuryProofs(settings: FleetSettings): RowSpec {
  return {
    key: 'treasury-proofs',
    title: 'Do wallet and ledger agree?',
    panels: [
      {
        key: 'treasury-reconciliation',
        width: 24,
        height: 12,
        panel: table(
          'Reconciliation',
          'The newest comparison of each agent and currency within two days of the end of the range, the largest difference first, 200 at most: balance by the ledger, balance of the wallet, wallet minus ledger, all in units of the coin, and when the comparison ran. Anything but 0 is a missing or duplicate entry: compare wallet_events with pnl_ledger since the last run that agreed.',
          [
            {
              field: 'agent_id',
              title: 'Agent',
              width: 120,
              link: {
                title: 'Drilldown of this agent',
                url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }),
              },
            },
            { field: 'currency', title: 'Currency', width: 105 },
            { field: 'ledger_balance', title: 'Ledger', unit: units.count, decimals: 8, width: 140 },
            { field: 'wallet_balance', title: 'Wallet', unit: units.count, decimals: 8, width: 140 },
            { field: 'diff', title: 'Difference', unit: units.count, decimals: 8, width: 140 },
            { field: 'run_ts', title: 'Compared', unit: units.time },
          ],
        ).withTarget(rows(treasury.reconciliation({ agent_id: agentId }))),
      },
    ],
  };
}
