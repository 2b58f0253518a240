import { catalogRegistry, type PromClient } from '../metrics/registry.ts';

/** Metrics that only the agents know: the platform's API tells nothing of a single order. */
export const agentMetricNames = [
  'pf_order_latency_ms',
  'pf_orders_total',
  'pf_order_rejects_total',
  'pf_slippage_cost_usdc',
  'pf_fill_notional_usdc_total',
] as const;

/** One order that the exchange acknowledged, with whatever answer. */
export interface AcknowledgedOrder {
  /** Route of the order, such as `/v1/crypto/orders/limit`: a template, never an id. */
  readonly endpoint: string;
  /** Milliseconds from submission to acknowledgement. */
  readonly latencyMs: number;
  /** Why the exchange refused it, where it did. */
  readonly errorCode?: string;
  /** Trace of the order, an exemplar that leads from the latency panel to Tempo. */
  readonly traceId?: string;
}

/** One fill. */
export interface AgentFill {
  readonly market: string;
  readonly notionalUsdc: number;
  /** Against the mid price on arrival, basis points, positive is a cost; left out where there was no mid. */
  readonly slippageBps?: number;
  readonly traceId?: string;
}

/** What an agent that runs in this process tells. */
export interface AgentReporter {
  order(order: AcknowledgedOrder): void;
  filled(fill: AgentFill): void;
}

/** Label values that an agent's series have. */
interface Seen {
  readonly endpoints: Set<string>;
  readonly errorCodes: Set<string>;
}

/** What is known of the agents beforehand. */
export interface AgentMetricsOptions {
  /** Routes and refusals that the agents may meet, shown at 0 from the start so that the first one is seen as a rise. */
  readonly endpoints?: readonly string[];
  readonly errorCodes?: readonly string[];
}

/**
 * The metrics of the agents of one process, names and buckets as the catalog has them, with exemplars.
 * Serve `registry.metrics()` with `registry.contentType`.
 */
export function agentMetrics(client: PromClient, { endpoints = [], errorCodes = [] }: AgentMetricsOptions = {}) {
  const { registry, instruments } = catalogRegistry(client, agentMetricNames, { exemplars: true });
  const seen = new Map<string, Seen>();
  return {
    registry,
    /** Begins to tell of an agent. */
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
    /** Ends an agent's series: a dead agent must not go on with its last values. */
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

/** An exemplar; the library's types want the metric's own labels there, but OpenMetrics takes any. */
function exemplar(traceId: string | undefined): { exemplarLabels?: object } {
  return traceId === undefined ? {} : { exemplarLabels: { trace_id: traceId } };
}
