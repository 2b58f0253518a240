import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { compliance } from '../../src/fleet/queries/compliance.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { rows } from '../../src/panels/targets.ts';
import { table } from '../../src/panels/tables.ts';
import { asProperty, highIsBad, neutral } from '../../src/panels/thresholds.ts';
import { orNoAnswer, stackedFigures } from '../../src/panels/values.ts';
import { agentColumn, contractColumn } from '../escrow-pipeline/columns.ts';

/** Seconds after which a dispute is late, and very late: one and three days. */
const DISPUTE_AGE = { warn: 86_400, critical: 259_200 };

/** Whether disputes are settled in time. */
export function complianceDisputes(settings: FleetSettings): RowSpec {
  return {
    key: 'compliance-disputes',
    title: 'Do disputes end?',
    panels: [
      {
        key: 'compliance-dispute-count',
        width: 8,
        height: 8,
        panel: stackedFigures(
          'Disputes now',
          'Contracts in dispute at this moment, the USDC they hold, and how long the oldest of them has been in dispute. Amber after a day, red after three: nobody has decided it, so the money stays locked.',
        )
          .unit(units.none)
          .decimals(0)
          .thresholds(neutral())
          .overrideByName('Held', [
            { id: 'unit', value: units.usdc },
            { id: 'decimals', value: 1 },
          ])
          .overrideByName('Oldest', [{ id: 'unit', value: units.seconds }, asProperty(highIsBad(DISPUTE_AGE))])
          .withTarget(rows(compliance.disputeFigures())),
      },
      {
        key: 'compliance-dispute-list',
        width: 16,
        height: 8,
        panel: table(
          'Disputes by age',
          'Contracts in dispute now, the oldest first, 100 at most, amounts in USDC: payer, payee, reason and start. Click the contract for its history.',
          [
            contractColumn(settings),
            agentColumn(settings, 'payer_agent_id', 'Payer'),
            agentColumn(settings, 'payee_agent_id', 'Payee'),
            { field: 'amount', title: 'Amount', unit: units.count, decimals: 2 },
            { field: 'reason', title: 'Why', width: 110 },
            { field: 'disputed_at', title: 'Since', unit: units.time },
            { field: 'age', title: 'Age', unit: units.seconds, decimals: 0, cell: highIsBad(DISPUTE_AGE) },
          ],
        )
          .noValue(orNoAnswer('no contracts in dispute'))
          .withTarget(rows(compliance.disputes())),
      },
    ],
  };
}
