import { AxisPlacement, GraphDrawStyle, GraphThresholdsStyleMode } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { lines } from '../../src/panels/targets.ts';
import { bars, dailySeries, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrowBook } from '../../src/fleet/queries/escrow-book.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** Faint bars on their own axis: the number of contracts behind a ratio or a quantile. */
const BEHIND = [
  { id: 'unit', value: units.count },
  { id: 'custom.axisPlacement', value: AxisPlacement.Right },
  { id: 'custom.axisLabel', value: 'contracts' },
  { id: 'custom.drawStyle', value: GraphDrawStyle.Bars },
  { id: 'custom.fillOpacity', value: 20 },
  { id: 'custom.lineWidth', value: 0 },
  // The ratio's limits are meaningless on the axis of counts, where they would appear at the bottom.
  { id: 'custom.thresholdsStyle', value: { mode: GraphThresholdsStyleMode.Off } },
];

/** How fast and how often contracts settle, and whether the backlog is growing. */
export function throughput(settings: FleetSettings): RowSpec {
  const { escrowTimeoutRatio } = settings.thresholds;
  return {
    key: 'escrow-throughput',
    title: 'How fast do contracts settle, and how many never do?',
    panels: [
      {
        key: 'escrow-settle-trend',
        width: 12,
        height: 8,
        panel: dailySeries(
          'Time to settlement by day',
          'Time from funding to settlement by UTC day of settlement: mean, median and 95th percentile; bars count the contracts behind them. Only settled contracts are included: a day on which slow contracts timed out looks fast, so read it together with the timeouts. Select a range of several days; the last day may not be over.',
        )
          .unit(units.seconds)
          .decimals(1)
          .min(0)
          .overrideByName('Settled', BEHIND)
          .withTarget(lines(escrowBook.settleTimeByDay())),
      },
      {
        key: 'escrow-timeout-trend',
        width: 12,
        height: 8,
        panel: dailySeries(
          'Timeouts by day',
          'Share of the contracts closed on a UTC day that timed out, and as bars how many timed out of how many closed. Above the red line payers let contracts expire, or the settlement job is slow: check which pairs. Select a range of several days.',
        )
          .unit(units.fraction)
          .decimals(1)
          .min(0)
          .thresholds(highIsBad(escrowTimeoutRatio))
          .thresholdsStyle(thresholdLines())
          .overrideByName('Timed out', BEHIND)
          .overrideByName('Closed', BEHIND)
          .withTarget(lines(escrowBook.timeoutsByDay())),
      },
      {
        key: 'escrow-throughput',
        width: 12,
        height: 8,
        panel: bars(
          'Contracts per day',
          'Contracts created, settled and timed out per UTC day. If more are created than settled for days, the backlog grows. Select a range of several days; the last day may not be over.',
        )
          .unit(units.count)
          .min(0)
          .withTarget(lines(escrowBook.throughputByDay())),
      },
      {
        key: 'escrow-backlog',
        width: 12,
        height: 8,
        panel: timeseries(
          'Open and locked over time',
          'Open contracts, and on the right axis the USDC locked in the funded ones, each point as of the end of its step. Contracts created before the range are included. A rise without a later fall means that settlement is stuck.',
        )
          .unit(units.count)
          .min(0)
          .overrideByName('Locked', [
            { id: 'unit', value: units.usdc },
            { id: 'custom.axisPlacement', value: AxisPlacement.Right },
          ])
          .withTarget(lines(escrowBook.inFlightOverTime())),
      },
    ],
  };
}
