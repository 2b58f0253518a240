import type { RowSpec } from '../../src/define/definitions.ts';
import { type Column, table } from '../../src/panels/tables.ts';
import { lowIsBad, noneIsGood } from '../../src/panels/thresholds.ts';
import { rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { barGauge, everyRow, orNoAnswer } from '../../src/panels/values.ts';
import { escrowBook } from '../../src/fleet/queries/escrow-book.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { agentColumn, contractColumn } from './columns.ts';

/** Which contracts need action, and in which state contracts accumulate. */
export function action(settings: FleetSettings): RowSpec {
  const { escrowExpirySeconds, escrowStuckSeconds } = settings.thresholds;
  return {
    key: 'escrow-action',
    title: 'What needs action?',
    panels: [
      {
        key: 'escrow-expiring',
        width: 12,
        height: 9,
        panel: table(
          'Expiring next',
          `The 50 open contracts that expire next, amounts in USDC. Amber below ${escrowExpirySeconds.warn / 60} minutes, red below ${escrowExpirySeconds.critical / 60}: have the payer release or dispute the contract before the funds go back. Click the contract for its history.`,
          [
            ...openColumns(settings),
            { field: 'expires_at', title: 'Expires', unit: units.time, hidden: true },
            {
              field: 'seconds_left',
              title: 'Left',
              unit: units.seconds,
              decimals: 0,
              cell: lowIsBad(escrowExpirySeconds),
            },
          ],
        )
          .noValue(orNoAnswer('no open contracts'))
          .withTarget(rows(escrowBook.expiringNext(escrowStuckSeconds))),
      },
      {
        key: 'escrow-stuck',
        width: 12,
        height: 9,
        panel: table(
          'Stuck past expiry',
          `Contracts still open more than ${escrowStuckSeconds / 60} minutes after their expiry, the oldest first, at most 50, amounts in USDC. Close them by hand and check the log lines of the service that should have closed them.`,
          [
            ...openColumns(settings),
            { field: 'seconds_over', title: 'Overdue', unit: units.seconds, decimals: 0, cell: noneIsGood() },
          ],
        )
          .noValue(orNoAnswer('none'))
          .withTarget(rows(escrowBook.stuck(escrowStuckSeconds))),
      },
      {
        key: 'escrow-funnel',
        width: 24,
        height: 8,
        panel: barGauge(
          'Funnel by status',
          "Contracts created in the range by the state they are in now, in the order of a contract's life cycle: open states first, then the four final states. A long bar before settled shows where contracts wait.",
        )
          .unit(units.count)
          .decimals(0)
          .min(0)
          .reduceOptions(everyRow(10))
          .withTarget(rows(escrowBook.funnel())),
      },
    ],
  };
}

function openColumns(settings: FleetSettings): Column[] {
  return [
    contractColumn(settings),
    agentColumn(settings, 'payer_agent_id', 'Payer'),
    agentColumn(settings, 'payee_agent_id', 'Payee'),
    { field: 'amount_usdc', title: 'Amount', unit: units.count, decimals: 2 },
    { field: 'status', title: 'Status', width: 85 },
  ];
}
