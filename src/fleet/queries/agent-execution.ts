import { atLeast, buckets, histogramCount, quantile, rate, sumBy, type Window } from './promql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

/**
 * How the orders of one agent, or a few, get done. The latency is read from raw buckets, which a fleet has too many of.
 */
export const agentExecution = queries('agentExecution', {
  /** Acknowledged orders per second by endpoint, from Prometheus. */
  ordersByEndpoint: (window: Window, scope: AgentScope) =>
    sumBy(['endpoint'], rate(histogramCount('pf_order_latency_ms', scope), window)),
  /** A latency quantile by endpoint, ms; nothing, not NaN, while no order is sent. */
  latencyByEndpoint: (q: number, window: Window, scope: AgentScope) =>
    atLeast(quantile(q, buckets('pf_order_latency_ms', { by: ['endpoint'], matchers: scope, window })), 0),
});
