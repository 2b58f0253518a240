import {
  and,
  atLeast,
  buckets,
  counter,
  type Duration,
  histogramCount,
  histogramSum,
  increase,
  max,
  mul,
  or,
  quantile,
  rate,
  ratio,
  recorded,
  recordedBuckets,
  sub,
  sum,
  sumBy,
  topk,
  type Vector,
} from './promql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/** The same window as that of recorded buckets, so that figures next to each other are comparable. */
const WINDOW = '5m';
/** Long enough for an agent to send as many orders as its alert requires. */
const REJECT_WINDOW = '10m';

/** Order execution from Prometheus: latency from submission to acknowledgement, orders, rejects. */
export const execution = queries('execution', {
  /** Mean latency over 5 minutes, ms: sum of latencies divided by number of orders. */
  meanLatency: (scope: AgentScope = {}) => meanLatency(scope),
  /**
   * Mean latency minus the median, ms: above 0 if a slow tail raises the mean; empty instead of NaN without orders.
   */
  meanOverMedian: (scope: AgentScope = {}) =>
    sub(
      meanLatency(scope),
      atLeast(quantile(0.5, recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { matchers: scope })), 0),
    ),
  /** A latency quantile over all orders of the scope, ms; empty instead of NaN without orders. */
  latencyQuantile: (q: number, scope: AgentScope = {}) =>
    atLeast(quantile(q, recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { matchers: scope })), 0),
  /** 99th percentile per endpoint over all agents, ms. */
  p99ByEndpoint: () =>
    atLeast(quantile(0.99, recordedBuckets('endpoint_le:pf_order_latency_ms_bucket:rate5m', { by: ['endpoint'] })), 0),
  /** 99th percentile of the fleet, ms, recorded; empty instead of NaN without orders. */
  fleetP99: () => atLeast(recorded('fleet:pf_order_latency_ms:p99_5m'), 0),
  /**
   * 99th percentile over all orders of the fleet, ms, recorded, if the fleet sends enough of them. It also covers
   * agents that send too few orders for a percentile of their own.
   */
  p99OfBusyFleet: (window: Duration, minOrders: number) =>
    and(
      // max() of a single series removes its name, which would otherwise be a label of the alert.
      max(recorded('fleet:pf_order_latency_ms:p99_5m')),
      atLeast(sum(increase(histogramCount('pf_order_latency_ms'), window)), minOrders),
    ),
  /** Share of rejected orders of the fleet in 10 minutes, if it sends enough orders. */
  rejectRatioOfBusyFleet: (minOrders: number) =>
    and(
      ratio(
        sum(rate(counter('pf_order_rejects_total'), REJECT_WINDOW)),
        sum(rate(counter('pf_orders_total'), REJECT_WINDOW)),
      ),
      atLeast(sum(increase(counter('pf_orders_total'), REJECT_WINDOW)), minOrders),
    ),
  /** The slowest agents by 99th percentile, ms; instant only. */
  slowestAgents: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    topk(limit, atLeast(recorded('agent:pf_order_latency_ms:p99_5m', scope), 0)),
  /** 99th percentile per agent, ms, of agents with enough orders in the window. */
  p99ByBusyAgent: (window: Duration, minOrders: number) =>
    and(
      quantile(0.99, buckets('pf_order_latency_ms', { by: ['agent_id'], window })),
      atLeast(sumBy(['agent_id'], increase(histogramCount('pf_order_latency_ms'), window)), minOrders),
      { on: ['agent_id'] },
    ),
  /** Orders per second per latency bucket, for a heatmap; recorded, because 300 agents have 20,000 raw buckets. */
  latencyHeatmap: (scope: AgentScope = {}) =>
    recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { matchers: scope }),
  /** Acknowledged orders per second over 5 minutes. */
  ordersPerSecond: (scope: AgentScope = {}) => sum(rate(histogramCount('pf_order_latency_ms', scope), WINDOW)),
  /** The agents with the highest share of rejected orders in 10 minutes; instant only. */
  worstRejectRatio: (limit: number | NumberVariable, scope: AgentScope = {}) => topk(limit, rejectRatio(scope)),
  /** Share of rejected orders in 5 minutes; 0 instead of empty if orders were sent but none was rejected. */
  rejectRatioTotal: (scope: AgentScope = {}) => {
    const sent = sum(rate(counter('pf_orders_total', scope), WINDOW));
    return ratio(or(sum(rate(counter('pf_order_rejects_total', scope), WINDOW)), mul(sent, 0)), sent);
  },
  /** Share of rejected orders per agent in 10 minutes, of agents with enough orders in that time. */
  rejectRatioOfBusyAgents: (minOrders: number) =>
    and(rejectRatio({}), atLeast(sumBy(['agent_id'], increase(counter('pf_orders_total'), REJECT_WINDOW)), minOrders), {
      on: ['agent_id'],
    }),
});

function meanLatency(scope: AgentScope): Vector<never> {
  return ratio(
    sum(rate(histogramSum('pf_order_latency_ms', scope), WINDOW)),
    sum(rate(histogramCount('pf_order_latency_ms', scope), WINDOW)),
  );
}

function rejectRatio(scope: AgentScope): Vector<'agent_id'> {
  return ratio(
    sumBy(['agent_id'], rate(counter('pf_order_rejects_total', scope), REJECT_WINDOW)),
    sumBy(['agent_id'], rate(counter('pf_orders_total', scope), REJECT_WINDOW)),
  );
}
