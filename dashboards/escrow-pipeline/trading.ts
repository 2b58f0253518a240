import type { RowSpec } from '../../src/define/definitions.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrowContracts } from '../../src/fleet/queries/escrow-contracts.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { agentColumn, contractColumn } from './columns.ts';

/** Who trades with whom: pairs of agents first, then individual contracts. */
export function trading(settings: FleetSettings): RowSpec {
  const { escrowTimeoutRatio, escrowReturnRatio } = settings.thresholds;
  return {
    key: 'escrow-trading',
    title: 'Who trades with whom?',
    panels: [
      {
        key: 'escrow-pairs',
        width: 24,
        height: 8,
        panel: table(
          'Payer to payee',
          'The 50 pairs with the most USDC in contracts created in the range: share of their closed contracts that timed out, and the amount that the payee put into contracts back to the payer, divided by the amount it received. Near 100 % the money goes in a circle, which may be wash trading. Select payer and payee above to see their contracts.',
          [
            agentColumn(settings, 'payer_agent_id', 'Payer'),
            agentColumn(settings, 'payee_agent_id', 'Payee'),
            { field: 'contracts', title: 'Contracts', decimals: 0 },
            { field: 'amount_usdc', title: 'Amount (USDC)', unit: units.count, decimals: 2 },
            {
              field: 'timeout_ratio',
              title: 'Timed out',
              unit: units.fraction,
              decimals: 1,
              cell: highIsBad(escrowTimeoutRatio),
            },
            { field: 'returned_usdc', title: 'Came back (USDC)', unit: units.count, decimals: 2 },
            {
              field: 'returned_ratio',
              title: 'Of it',
              unit: units.fraction,
              decimals: 0,
              cell: highIsBad(escrowReturnRatio),
            },
          ],
        ).withTarget(rows(escrowContracts.pairs())),
      },
      {
        key: 'escrow-contracts',
        width: 24,
        height: 10,
        panel: table(
          'Contracts',
          'The 100 newest contracts created in the range between the selected payers and payees; the chosen contract comes first, even if it was created outside the range. Amounts are USDC, and the fee is due at settlement only. Click the contract for its history.',
          [
            contractColumn(settings),
            agentColumn(settings, 'payer_agent_id', 'Payer'),
            agentColumn(settings, 'payee_agent_id', 'Payee'),
            { field: 'amount_usdc', title: 'Amount', unit: units.count, decimals: 2 },
            { field: 'fee_usdc', title: 'Fee', unit: units.count, decimals: 2 },
            { field: 'status', title: 'Status', width: 85 },
            { field: 'created_at', title: 'Created', unit: units.time },
            { field: 'funded_at', title: 'Funded', unit: units.time },
            { field: 'expires_at', title: 'Expires', unit: units.time },
            { field: 'closed_at', title: 'Closed', unit: units.time },
          ],
        ).withTarget(rows(escrowContracts.contracts())),
      },
    ],
  };
}
