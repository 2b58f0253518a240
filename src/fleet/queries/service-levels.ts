import {
  atLeast,
  buckets,
  counter,
  div,
  type Duration,
  histogramCount,
  histogramSum,
  increase,
  mul,
  or,
  overTime,
  quantile,
  sumDelta,
  ratio,
  recorded,
  sum,
  sumBy,
  type Window,
} from './promql.ts';
import { FAILED } from './api.ts';
import { queries } from '../../query/named.ts';

/** Error budgets: share of API calls that may fail, and share of orders that may be slow. */
export const BUDGETS = { apiErrors: 0.01, slowOrders: 0.01 } as const;

/** Burn rates of the error budgets, from Prometheus. */
export const serviceLevels = queries('serviceLevels', {
  /** Burn rate of failed API calls: 1 uses up the budget exactly; 0 instead of empty without errors. */
  apiBurn: (window: Duration) => {
    const all = sum(overTime('avg', recorded('endpoint_status:pf_api_requests:rate5m'), window));
    const failed = sum(overTime('avg', recorded('endpoint_status:pf_api_requests:rate5m', { status: FAILED }), window));
    return div(ratio(or(failed, mul(all, 0)), all), BUDGETS.apiErrors);
  },
  /** Burn rate of orders that took longer than the objective. */
  latencyBurn: (window: Duration) =>
    div(
      ratio(
        sum(overTime('avg', recorded('fleet:pf_slow_orders:rate5m'), window)),
        sum(overTime('avg', recorded('fleet:pf_orders:rate5m'), window)),
      ),
      BUDGETS.slowOrders,
    ),
  /** Slippage of the fills in the window by market in bps of their notional, as the agents report it. */
  liveSlippage: (window: Window) =>
    mul(
      ratio(
        // A fill below the mid price is a negative cost.
        sumBy(
          ['market'],
          sumDelta(histogramSum('pf_slippage_cost_usdc'), histogramCount('pf_slippage_cost_usdc'), window),
        ),
        sumBy(['market'], increase(counter('pf_fill_notional_usdc_total'), window)),
      ),
      1e4,
    ),
  /** Median duration of an API call over all routes, seconds; empty instead of NaN without calls. */
  apiMedian: (window: Window) => atLeast(quantile(0.5, buckets('pf_api_request_duration_seconds', { window })), 0),
});
