import {
  and, atLeast, buckets, counter, type Duration, histogramCount, histogramSum, increase, mul, or, quantile, rate, ratio, recorded, recordedBuckets, sub,
  sum, sumBy, topk, type Vector, type Window,
} from '../promql.ts';
import { queries } from '../queries.ts';
import type { AgentScope, NumberVariable } from '../variables.ts';

/** Order execution from Prometheus: latency from submission to acknowledgement, orders, rejects. */
export const execution = queries('execution', {
  /** Mean latency, ms: sum of latencies over number of orders. */
  meanLatency: (window: Window, scope: AgentScope = {}) => meanLatency(window, scope),
  /** Mean latency minus the median, ms: above 0 when a slow tail pulls the mean up; nothing, not NaN, while no order is sent. */
  meanOverMedian: (window: Window, scope: AgentScope = {}) => sub(meanLatency(window, scope), atLeast(quantile(0.5, recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { matchers: scope })), 0)),
  /** A latency quantile over all orders of the scope, ms; nothing, not NaN, while no order is sent. */
  latencyQuantile: (q: number, scope: AgentScope = {}) => atLeast(quantile(q, recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { matchers: scope })), 0),
  /** 99th percentile per endpoint over all agents, ms. */
  p99ByEndpoint: () => atLeast(quantile(0.99, recordedBuckets('endpoint_le:pf_order_latency_ms_bucket:rate5m', { by: ['endpoint'] })), 0),
  /** 99th percentile of the fleet, ms, recorded; nothing, not NaN, while no order is sent. */
  fleetP99: () => atLeast(recorded('fleet:pf_order_latency_ms:p99_5m'), 0),
  /** The slowest agents by 99th percentile, ms; instant only. */
  slowestAgents: (limit: number | NumberVariable, scope: AgentScope = {}) => topk(limit, atLeast(recorded('agent:pf_order_latency_ms:p99_5m', scope), 0)),
  /** 99th percentile per agent, ms, of agents with enough orders in the window. */
  p99ByBusyAgent: (window: Duration, minOrders: number) =>
    and(
      quantile(0.99, buckets('pf_order_latency_ms', { by: ['agent_id'], window })),
      atLeast(sumBy(['agent_id'], increase(histogramCount('pf_order_latency_ms'), window)), minOrders),
      { on: ['agent_id'] },
    ),
  /** Orders per second per latency bucket, for a heatmap; recorded, because 300 agents have 20,000 raw buckets. */
  latencyHeatmap: (scope: AgentScope = {}) => recordedBuckets('agent_le:pf_order_latency_ms_bucket:rate5m', { matchers: scope }),
  /** Acknowledged orders per second. */
  ordersPerSecond: (window: Window, scope: AgentScope = {}) => sum(rate(histogramCount('pf_order_latency_ms', scope), window)),
  /** The agents with the highest share of rejected orders; instant only. */
  worstRejectRatio: (limit: number | NumberVariable, window: Window, scope: AgentScope = {}) => topk(limit, rejectRatio(window, scope)),
  /** Share of rejected orders; 0, not nothing, where orders were sent and none was rejected. */
  rejectRatioTotal: (window: Window, scope: AgentScope = {}) => {
    const sent = sum(rate(counter('pf_orders_total', scope), window));
    return ratio(or(sum(rate(counter('pf_order_rejects_total', scope), window)), mul(sent, 0)), sent);
  },
  /** Share of rejected orders per agent, of agents with enough orders in the window. */
  rejectRatioOfBusyAgents: (window: Duration, minOrders: number) =>
    and(rejectRatio(window, {}), atLeast(sumBy(['agent_id'], increase(counter('pf_orders_total'), window)), minOrders), { on: ['agent_id'] }),
});

function meanLatency(window: Window, scope: AgentScope): Vector<never> {
  return ratio(sum(rate(histogramSum('pf_order_latency_ms', scope), window)), sum(rate(histogramCount('pf_order_latency_ms', scope), window)));
}

function rejectRatio(window: Window, scope: AgentScope): Vector<'agent_id'> {
  return ratio(sumBy(['agent_id'], rate(counter('pf_order_rejects_total', scope), window)), sumBy(['agent_id'], rate(counter('pf_orders_total', scope), window)));
}
