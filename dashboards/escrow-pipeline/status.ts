import type { RowSpec } from '../../src/define/definitions.ts';
import { asProperty, highIsBad, lowIsBad, neutral, noneIsBad, noneIsGood } from '../../src/panels/thresholds.ts';
import { logInstant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { orNoAnswer, stackedFigures, stat } from '../../src/panels/values.ts';
import { escrowBook } from '../../src/fleet/queries/escrow-book.ts';
import { platform } from '../../src/fleet/queries/platform.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const LOG_WINDOW = '15m';
const AS_COUNT = [{ id: 'unit', value: units.none }, { id: 'decimals', value: 0 }, asProperty(neutral())];

/** Whether anything is wrong, and whether the figures can be trusted. */
export function status(settings: FleetSettings): RowSpec {
  const { escrowExpirySeconds, escrowStuckSeconds, escrowQuietSeconds, escrowTimeoutRatio } = settings.thresholds;
  return {
    key: 'escrow-status',
    title: 'Is anything wrong?',
    panels: [
      {
        key: 'escrow-in-flight',
        width: 6,
        height: 4,
        panel: stackedFigures(
          'In flight now',
          'Contracts that are not closed, and the USDC locked in them: the amount of those that were funded. Of the selected payers and payees.',
        )
          .unit(units.none)
          .decimals(0)
          .overrideByName('Locked', [
            { id: 'unit', value: units.usdc },
            { id: 'decimals', value: 2 },
          ])
          .withTarget(rows(escrowBook.inFlight())),
      },
      {
        key: 'escrow-next-expiry',
        width: 6,
        height: 4,
        panel: stat(
          'Next expiry',
          `Time until the next open contract expires. The alert fires below ${escrowExpirySeconds.warn / 60} minutes: release or dispute it, or the funds go back to the payer. The table below names it.`,
        )
          .unit(units.seconds)
          .decimals(0)
          .thresholds(lowIsBad(escrowExpirySeconds))
          .noValue(orNoAnswer('no open contracts'))
          .withTarget(rows(escrowBook.nextExpiry())),
      },
      {
        key: 'escrow-stuck-count',
        width: 6,
        height: 4,
        panel: stat(
          'Stuck',
          `Contracts still open more than ${escrowStuckSeconds / 60} minutes after their expiry. There should be none: the job that closes them is broken.`,
        )
          .unit(units.none)
          .decimals(0)
          .thresholds(noneIsGood())
          .withTarget(rows(escrowBook.stuckCount(escrowStuckSeconds))),
      },
      {
        key: 'escrow-timeout-rate',
        width: 6,
        height: 4,
        panel: stackedFigures(
          'Timeouts',
          'Share of the contracts closed in the range that timed out, with both counts. Open contracts are not included. The table of pairs shows which agents time out.',
        )
          .unit(units.fraction)
          .decimals(1)
          .thresholds(highIsBad(escrowTimeoutRatio))
          .overrideByName('Timed out', AS_COUNT)
          .overrideByName('Closed', AS_COUNT)
          .withTarget(rows(escrowBook.timeouts())),
      },
      {
        key: 'escrow-settle-time',
        width: 8,
        height: 4,
        panel: stackedFigures(
          'Time to settlement',
          'Time from funding to settlement of the contracts settled in the range: mean, median, 95th percentile, and the number of contracts. Contracts that time out never settle, so read it together with the timeout rate.',
        )
          .unit(units.seconds)
          .decimals(1)
          .overrideByName('Settled', AS_COUNT)
          .withTarget(rows(escrowBook.settleTime())),
      },
      {
        key: 'escrow-book-age',
        width: 8,
        height: 4,
        panel: stat(
          'Book age',
          'Time since any contract last changed its state: newest row of escrow_events. A quiet fleet and a stopped writer look the same: compare with the log lines.',
        )
          .unit(units.seconds)
          .decimals(0)
          .thresholds(highIsBad(escrowQuietSeconds))
          .withTarget(rows(escrowBook.dataAge())),
      },
      {
        key: 'escrow-log-lines',
        width: 8,
        height: 4,
        panel: stat(
          'Log lines',
          `Lines of the service pf-escrow in the last ${LOG_WINDOW} of the range. At 0 the service or its log shipper is silent, and the logs below are out of date.`,
        )
          .unit(units.count)
          .decimals(0)
          .thresholds(noneIsBad())
          .withTarget(logInstant(platform.linesOf('pf-escrow', LOG_WINDOW), 'Lines')),
      },
    ],
  };
}
