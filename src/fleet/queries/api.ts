import {
  and,
  atLeast,
  buckets,
  type Duration,
  greater,
  increase,
  histogramCount,
  mul,
  or,
  quantile,
  rate,
  ratio,
  recorded,
  sum,
  sumBy,
  type Vector,
  type Window,
} from './promql.ts';
import { queries } from '../../query/named.ts';

/** Statuses of failed calls: HTTP codes, and the exporter's words for a call without a response. */
export const FAILED = { regex: '4..|5..|timeout|error' };

/** Calls to the Purple Flea APIs from Prometheus, by route template and HTTP status. */
export const api = queries('api', {
  /** Calls per second by route. */
  callsPerSecond: () => sumBy(['endpoint'], recorded('endpoint_status:pf_api_requests:rate5m')),
  /** Share of calls with a 4xx, a 5xx or no response, by route; 0 instead of empty for a route without errors. */
  errorRatio: (window: Window) => errorRatio(window),
  /** The same share over all routes. */
  errorRatioTotal: (window: Window) => ratio(orZero(sum(failed(window)), sum(calls(window))), sum(calls(window))),
  /** The same share of routes with enough traffic to be meaningful. */
  errorRatioOfBusyRoutes: (window: Duration, minCallsPerSecond: number) =>
    and(errorRatio(window), greater(sumBy(['endpoint'], calls(window)), minCallsPerSecond)),
  /** The same share by client over all routes, of clients with enough calls in the window to be meaningful. */
  errorRatioOfClients: (window: Duration, minCalls: number) => {
    const made = sumBy(['job', 'instance'], increase(histogramCount('pf_api_request_duration_seconds'), window));
    const inVain = sumBy(
      ['job', 'instance'],
      increase(histogramCount('pf_api_request_duration_seconds', { status: FAILED }), window),
    );
    return and(ratio(orZero(inVain, made), made), atLeast(made, minCalls));
  },
  /** Calls per second per duration bucket, for a heatmap. */
  durationHeatmap: (window: Window) => buckets('pf_api_request_duration_seconds', { window }),
  /** Duration quantile by route, seconds; empty instead of NaN for a route without calls. */
  durationQuantile: (q: number, window: Window) =>
    atLeast(quantile(q, buckets('pf_api_request_duration_seconds', { by: ['endpoint'], window })), 0),
});

function errorRatio(window: Window): Vector<'endpoint'> {
  const all = sumBy(['endpoint'], calls(window));
  return ratio(orZero(sumBy(['endpoint'], failed(window)), all), all);
}

function calls(window: Window): Vector<'endpoint' | 'status' | 'job' | 'instance'> {
  return rate(histogramCount('pf_api_request_duration_seconds'), window);
}

function failed(window: Window): Vector<'endpoint' | 'status' | 'job' | 'instance'> {
  return rate(histogramCount('pf_api_request_duration_seconds', { status: FAILED }), window);
}

/** Adds zeros, because a route that never failed has no error series and the division would drop it. */
function orZero<L extends string>(part: Vector<L>, whole: Vector<L>): Vector<L> {
  return or(part, mul(whole, 0));
}
