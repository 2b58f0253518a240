import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { pipeline } from '../../src/fleet/queries/pipeline.ts';
import { platform } from '../../src/fleet/queries/platform.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { instant, rows, series } from '../../src/panels/targets.ts';
import { asProperty, highIsBad, neutral } from '../../src/panels/thresholds.ts';
import { thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { stackedFigures } from '../../src/panels/values.ts';

/** USD below which a sum of many floating-point numbers is only a rounding error. */
const ROUNDING_USD = 0.01;

/** Whether the stores keep up, and whether their contents are correct. */
export function stores({ thresholds }: FleetSettings): RowSpec {
  const { ingestLagSeconds, reconciliationUsdc } = thresholds;
  return {
    key: 'platform-stores',
    title: 'Do the stores keep up?',
    panels: [
      {
        key: 'platform-event-age',
        width: 8,
        height: 8,
        panel: timeseries(
          'Event age by table',
          `Age of the newest event in each ClickHouse table. The alert fires above ${ingestLagSeconds.critical} s while trades settle, because a quiet market looks the same.`,
        )
          .unit(units.seconds)
          .min(0)
          .thresholds(highIsBad(ingestLagSeconds))
          .thresholdsStyle(thresholdLines())
          .withTarget(series(platform.eventAge(), '{{table}}')),
      },
      {
        key: 'platform-parts',
        width: 8,
        height: 8,
        panel: timeseries(
          'ClickHouse parts by table',
          'Active parts of each table; a merge combines several parts into one. A steady rise means that merges cannot keep up with the inserts, and from 3,000 parts in a partition ClickHouse refuses them. Make the batches of the sink larger.',
        )
          .unit(units.count)
          .min(0)
          .withTarget(series(platform.parts(), '{{table}}')),
      },
      {
        key: 'platform-inserts',
        width: 8,
        height: 4,
        panel: stackedFigures(
          'Sink batches',
          '95th percentile of the time of a batch of the sink over 5 minutes (plan, look-up, inserts), and redelivered events of the last hour that were skipped.',
        )
          .unit(units.none)
          .decimals(0)
          .thresholds(neutral())
          .overrideByName('p95', [
            { id: 'unit', value: units.seconds },
            { id: 'decimals', value: 3 },
            asProperty(highIsBad({ warn: 1, critical: 5 })),
          ])
          .withTarget(instant(platform.insertQuantile(0.95, '5m'), 'p95'))
          .withTarget(instant(platform.repeatedEvents('1h'), 'Repeated (1 h)')),
      },
      {
        key: 'platform-drift',
        width: 8,
        height: 4,
        panel: stackedFigures(
          'Rollup drift (ClickHouse)',
          'P&L of the range by agent in the hourly rollup against the merged events: sum of the absolute differences. Above 0, redelivered events were counted twice: rebuild the rollup from the events.',
        )
          .unit(units.usdc)
          .decimals(2)
          .thresholds(highIsBad({ warn: ROUNDING_USD, critical: reconciliationUsdc }))
          .withTarget(rows(pipeline.rollupDrift())),
      },
    ],
  };
}
