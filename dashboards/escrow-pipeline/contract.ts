import type { postgresTables } from '../../src/fleet/catalog/postgres.ts';
import type { RowSpec } from '../../src/define/definitions.ts';
import { logs as logsPanel } from '../../src/panels/lists.ts';
import { stateTimeline } from '../../src/panels/states.ts';
import { table } from '../../src/panels/tables.ts';
import { logLines, rows } from '../../src/panels/targets.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrowContracts } from '../../src/fleet/queries/escrow-contracts.ts';
import { logs } from '../../src/fleet/queries/logs.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { agentColumn } from './columns.ts';

type Status = (typeof postgresTables)['escrow_contracts']['columns']['status']['oneOf'][number];

const COLORS: Readonly<Record<Status, string>> = {
  created: 'light-blue',
  funded: 'blue',
  delivered: 'purple',
  disputed: 'orange',
  settled: 'green',
  timed_out: 'red',
  refunded: 'yellow',
  cancelled: 'gray',
};
const NONE_CHOSEN = orNoAnswer('no contract chosen: click one in a table above or paste its id');

/** The history of the chosen contract. */
export function contract(settings: FleetSettings): RowSpec {
  return {
    key: 'escrow-contract',
    title: 'One contract: $escrow_id',
    panels: [
      {
        key: 'escrow-timeline',
        width: 12,
        height: 5,
        panel: stateTimeline(
          'Timeline',
          'States of the chosen contract over time, each until the next change. A contract that changed before the range starts in the state it had then; a final state lasts to the end. Widen the range if the panel is empty.',
          COLORS,
        )
          .noValue(NONE_CHOSEN)
          .withTarget(rows(escrowContracts.timeline())),
      },
      {
        key: 'escrow-contract-logs',
        width: 12,
        height: 11,
        panel: logsPanel(
          'Log lines of the contract',
          'Lines of every service that carry the id of the chosen contract, in the range, the newest 200. Look for errors between two changes of state.',
        )
          .noValue(NONE_CHOSEN)
          .withTarget(logLines(logs.escrowContract())),
      },
      {
        key: 'escrow-changes',
        width: 12,
        height: 6,
        panel: table(
          'Changes of state',
          'Each change of the chosen contract: how long the previous state lasted, which agent caused the change (empty for a timeout or an arbitration) and why.',
          [
            { field: 'ts', title: 'Time', unit: units.time },
            { field: 'from_status', title: 'From', width: 80 },
            { field: 'to_status', title: 'To', width: 80 },
            { field: 'seconds_before', title: 'After', unit: units.seconds, decimals: 1, width: 80 },
            agentColumn(settings, 'actor_agent_id', 'By'),
            { field: 'reason', title: 'Reason', width: 90 },
          ],
        )
          .noValue(NONE_CHOSEN)
          .withTarget(rows(escrowContracts.changes())),
      },
    ],
  };
}
