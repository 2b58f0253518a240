import { atLeast, buckets, histogramCount, quantile, rate, sumBy, type Window } from '../promql.ts';
import { ch, chosen, chTable, chTimeInterval, timeFilter } from '../sql.ts';
import { queries } from '../queries.ts';
import type { AgentScope } from '../variables.ts';

const trade = chTable('agent_trades');

/** How the orders of one agent, or a few, get done. The latency is read from raw buckets, which a fleet has too many of. */
export const agentExecution = queries('agentExecution', {
  /** Acknowledged orders per second by endpoint, from Prometheus. */
  ordersByEndpoint: (window: Window, scope: AgentScope) => sumBy(['endpoint'], rate(histogramCount('pf_order_latency_ms', scope), window)),
  /** A latency quantile by endpoint, ms; nothing, not NaN, while no order is sent. */
  latencyByEndpoint: (q: number, window: Window, scope: AgentScope) =>
    atLeast(quantile(q, buckets('pf_order_latency_ms', { by: ['endpoint'], matchers: scope, window })), 0),
  /** Rejected orders over time per error code, from ClickHouse; a redelivered reject counts once. */
  rejectsByCode: (scope: AgentScope) => ch`
    SELECT ${chTimeInterval(trade.timestamp)} AS time, if(${trade.error_code} = '', 'not given', ${trade.error_code}) AS code, uniqExact(${trade.trade_id}) AS rejects
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'reject' AND ${chosen(trade.agent_id, scope.agent_id)}
    GROUP BY time, code
    ORDER BY time`,
  /** Seconds since the newest trade event, from ClickHouse; nothing while there is none. */
  eventAge: (scope: AgentScope) => ch`
    SELECT dateDiff('second', maxOrNull(${trade.timestamp}), now()) AS age
    FROM ${trade}
    WHERE ${chosen(trade.agent_id, scope.agent_id)}`,
});
