import { AxisPlacement, GraphDrawStyle, GraphThresholdsStyleMode } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { lines } from '../../src/panels/targets.ts';
import { bars, dailySeries, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrowBook } from '../../src/fleet/queries/escrow-book.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** Faint bars on an axis of their own: how many contracts a ratio or a quantile stands on. */
const BEHIND = [
  { id: 'unit', value: units.count },
  { id: 'custom.axisPlacement', value: AxisPlacement.Right },
  { id: 'custom.axisLabel', value: 'contracts' },
  { id: 'custom.drawStyle', value: GraphDrawStyle.Bars },
  { id: 'custom.fillOpacity', value: 20 },
  { id: 'custom.lineWidth', value: 0 },
  // Limits of the ratio mean nothing on the axis of counts, where they would lie at the bottom.
  { id: 'custom.thresholdsStyle', value: { mode: GraphThresholdsStyleMode.Off } },
];

/** How fast, how often, and is the backlog growing? */
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
          'Time from funding to settlement by UTC day of settlement: mean, median and 95th percentile; bars count the contracts behind them. Only settled contracts are in it: a day on which slow ones timed out looks fast, so read it beside the timeouts. Choose a range of days; the last day may not be over.',
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
          'Share of the contracts closed on a UTC day that timed out, and as bars how many timed out of how many closed. Above the red line payers let contracts lapse, or the settlement job is slow: see which pairs. Choose a range of days.',
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
          'Contracts made, settled and timed out per UTC day. Made above settled for days: the backlog grows. Choose a range of days; the last day may not be over.',
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
          'Open contracts, and on the right axis the USDC locked in the funded ones, each point as of the end of its step. Contracts made before the range are counted in. A rise without a fall after it: settlement is stuck.',
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
