import { catalogRegistry, type PromClient } from '../metrics/registry.ts';

/** Metrics that only the agents can report: the platform's API does not return single orders. */
export const agentMetricNames = [
  'pf_order_latency_ms',
  'pf_orders_total',
  'pf_order_rejects_total',
  'pf_slippage_cost_usdc',
  'pf_fill_notional_usdc_total',
] as const;

/** One order that the exchange acknowledged, whether it accepted or refused it. */
export interface AcknowledgedOrder {
  /** Route of the order, such as `/v1/crypto/orders/limit`: a template, never an id. */
  readonly endpoint: string;
  /** Milliseconds from submission to acknowledgement. */
  readonly latencyMs: number;
  /** Why the exchange refused the order; left out when it accepted it. */
  readonly errorCode?: string;
  /** Id of the order's trace, stored as an exemplar that links the latency panel to Tempo. */
  readonly traceId?: string;
}

/** One fill. */
export interface AgentFill {
  readonly market: string;
  readonly notionalUsdc: number;
  /** Against the arrival mid price in basis points, positive is a cost; left out when there was no mid price. */
  readonly slippageBps?: number;
  readonly traceId?: string;
}

/** Takes the orders and fills of one agent that runs in this process. */
export interface AgentReporter {
  order(order: AcknowledgedOrder): void;
  filled(fill: AgentFill): void;
}

/** Label values of an agent's series, needed to remove them again. */
interface Seen {
  readonly endpoints: Set<string>;
  readonly errorCodes: Set<string>;
}

/** Label values that are known before the agents start. */
export interface AgentMetricsOptions {
  /** Routes that the agents may call; their counters start at 0, so that `rate` sees the first order. */
  readonly endpoints?: readonly string[];
  /** Refusals that the agents may get; their counters start at 0 too. */
  readonly errorCodes?: readonly string[];
}

/**
 * Creates the metrics of the agents in one process, with the catalog's names and buckets, and with exemplars.
 * Serve `registry.metrics()` with `registry.contentType`.
 */
export function agentMetrics(client: PromClient, { endpoints = [], errorCodes = [] }: AgentMetricsOptions = {}) {
  const { registry, instruments } = catalogRegistry(client, agentMetricNames, { exemplars: true });
  const seen = new Map<string, Seen>();
  return {
    registry,
    /** Starts the series of an agent. */
    agent: (agentId: string): AgentReporter => {
      const own: Seen = { endpoints: new Set(endpoints), errorCodes: new Set(errorCodes) };
      seen.set(agentId, own);
      for (const endpoint of endpoints) {
        instruments.pf_orders_total.inc({ agent_id: agentId, endpoint }, 0);
        instruments.pf_order_latency_ms.zero({ agent_id: agentId, endpoint });
      }
      for (const errorCode of errorCodes) {
        instruments.pf_order_rejects_total.inc({ agent_id: agentId, error_code: errorCode }, 0);
      }
      return {
        order: ({ endpoint, latencyMs, errorCode, traceId }) => {
          const labels = { agent_id: agentId, endpoint };
          own.endpoints.add(endpoint);
          instruments.pf_orders_total.inc(labels);
          instruments.pf_order_latency_ms.observe({ labels, value: latencyMs, ...exemplar(traceId) });
          if (errorCode === undefined) return;
          own.errorCodes.add(errorCode);
          instruments.pf_order_rejects_total.inc({ agent_id: agentId, error_code: errorCode });
        },
        filled: ({ market, notionalUsdc, slippageBps, traceId }) => {
          instruments.pf_fill_notional_usdc_total.inc({ market }, notionalUsdc);
          if (slippageBps === undefined) return;
          const value = (notionalUsdc * slippageBps) / 1e4;
          instruments.pf_slippage_cost_usdc.observe({ labels: { market }, value, ...exemplar(traceId) });
        },
      };
    },
    /** Removes an agent's series, so that a stopped agent does not keep reporting its last values. */
    forget: (agentId: string): void => {
      for (const endpoint of seen.get(agentId)?.endpoints ?? []) {
        instruments.pf_orders_total.remove({ agent_id: agentId, endpoint });
        instruments.pf_order_latency_ms.remove({ agent_id: agentId, endpoint });
      }
      for (const errorCode of seen.get(agentId)?.errorCodes ?? []) {
        instruments.pf_order_rejects_total.remove({ agent_id: agentId, error_code: errorCode });
      }
      seen.delete(agentId);
    },
  };
}

/** An exemplar. The library's types expect the metric's own labels in it, but OpenMetrics accepts any. */
function exemplar(traceId: string | undefined): { exemplarLabels?: object } {
  return traceId === undefined ? {} : { exemplarLabels: { trace_id: traceId } };
}
