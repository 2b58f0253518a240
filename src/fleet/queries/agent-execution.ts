import { atLeast, buckets, histogramCount, quantile, rate, sumBy, type Window } from './promql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

/**
 * Order execution of one or a few agents. The latency is read from raw buckets, of which a whole fleet has too many.
 */
export const agentExecution = queries('agentExecution', {
  /** Acknowledged orders per second by endpoint, from Prometheus. */
  ordersByEndpoint: (window: Window, scope: AgentScope) =>
    sumBy(['endpoint'], rate(histogramCount('pf_order_latency_ms', scope), window)),
  /** A latency quantile by endpoint, ms; empty instead of NaN without orders. */
  latencyByEndpoint: (q: number, window: Window, scope: AgentScope) =>
    atLeast(quantile(q, buckets('pf_order_latency_ms', { by: ['endpoint'], matchers: scope, window })), 0),
});
