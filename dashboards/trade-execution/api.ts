import type { RowSpec } from '../../src/define/definitions.ts';
import { heatmap } from '../../src/panels/heatmap.ts';
import { highIsBad } from '../../src/panels/thresholds.ts';
import { bucketSeries, series } from '../../src/panels/targets.ts';
import { namesOnly, thresholdLines, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { api as apiCalls } from '../../src/fleet/queries/api.ts';
import { serviceLevels } from '../../src/fleet/queries/service-levels.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

/** Rate, errors and duration of the API calls behind the orders. */
export function api({ thresholds }: FleetSettings): RowSpec {
  const { apiErrorRatio } = thresholds;
  return {
    key: 'api',
    title: 'Is the API the cause?',
    panels: [
      {
        key: 'api-rate',
        width: 12,
        height: 9,
        panel: timeseries(
          'API calls by route',
          'Calls to the Purple Flea API per second over 5 minutes, by route, all agents. If a route goes quiet before orders do, check that route first.',
        )
          .unit(units.requestsPerSecond)
          .min(0)
          .legend(namesOnly())
          .withTarget(series(apiCalls.callsPerSecond(), '{{endpoint}}')),
      },
      {
        key: 'api-errors',
        width: 12,
        height: 9,
        panel: timeseries(
          'API errors by route',
          `Share of calls answered 4xx or 5xx by route: failed calls divided by all, all agents. The alert fires above ${percent(apiErrorRatio.critical)} % on a route with traffic. 401 and 403 point at the key, 429 at a rate limit, 5xx at the service.`,
        )
          .unit(units.fraction)
          .decimals(1)
          .min(0)
          .thresholds(highIsBad(apiErrorRatio))
          .thresholdsStyle(thresholdLines())
          .legend(namesOnly())
          .withTarget(series(apiCalls.errorRatio('$__rate_interval'), '{{endpoint}}')),
      },
      {
        key: 'api-p95',
        width: 12,
        height: 9,
        panel: timeseries(
          'API duration p95 by route',
          '95th percentile of the duration of calls by route, seconds, from summed buckets, all agents. If order latency follows it, the cause is the API, not the exchange.',
        )
          .unit(units.seconds)
          .min(0)
          .legend(namesOnly())
          .withTarget(series(apiCalls.durationQuantile(0.95, '$__rate_interval'), '{{endpoint}}')),
      },
      {
        key: 'api-median',
        width: 12,
        height: 9,
        panel: timeseries(
          'API duration p50',
          `Median duration of all calls to the Purple Flea API, seconds, from summed buckets, all agents. The line at ${thresholds.apiMedianSeconds.warn * 1000} ms is the figure that the platform promises: above it the API is slower than promised, even if orders are fast.`,
        )
          .unit(units.seconds)
          .min(0)
          .thresholds(highIsBad(thresholds.apiMedianSeconds))
          .thresholdsStyle(thresholdLines())
          .withTarget(series(serviceLevels.apiMedian('$__rate_interval'), 'p50')),
      },
      {
        key: 'api-duration',
        width: 24,
        height: 8,
        panel: heatmap(
          'API call duration',
          'Calls per second by duration bucket of pf_api_request_duration_seconds, all routes and agents. A second band above the usual one is a slow route or a throttled key: the panel of durations by route shows which route.',
          { bucket: units.seconds, cell: units.requestsPerSecond },
        )
          .interval('1m')
          .withTarget(bucketSeries(apiCalls.durationHeatmap('$__rate_interval'))),
      },
    ],
  };
}
