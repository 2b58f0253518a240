import { randomBytes } from 'node:crypto';

import type { FleetEvent } from '../../simulator/events.ts';
import { orderEndpoints, rejectCodes } from '../../simulator/facts.ts';
import { type AgentReporter, agentMetrics } from '../agent/agent-metrics.ts';
import type { PromClient } from '../metrics/registry.ts';
import type { Log } from '../service/log.ts';

/** Writes the metrics and log lines that the agents of a live fleet report themselves. */
export function livingAgents(client: PromClient, log: Log) {
  const metrics = agentMetrics(client, { endpoints: orderEndpoints, errorCodes: rejectCodes });
  const reporters = new Map<string, AgentReporter>();
  /** Refused orders whose reason arrives with the next event. */
  const refused = new Map<string, { readonly endpoint: string; readonly latencyMs: number }>();
  const reporter = (agentId: string): AgentReporter => {
    const known = reporters.get(agentId) ?? metrics.agent(agentId);
    reporters.set(agentId, known);
    return known;
  };
  const traceId = (): string => randomBytes(16).toString('hex');

  return {
    registry: metrics.registry,
    hear: (event: FleetEvent): void => {
      switch (event.kind) {
        case 'order':
          if (event.isAccepted)
            reporter(event.agentId).order({ endpoint: event.endpoint, latencyMs: event.latencyMs, traceId: traceId() });
          else refused.set(event.orderId, event);
          return;
        case 'reject': {
          const order = refused.get(event.orderId);
          refused.delete(event.orderId);
          if (order === undefined) return;
          const trace = traceId();
          reporter(event.agentId).order({ ...order, errorCode: event.errorCode, traceId: trace });
          return log('warn', `order ${event.orderId} rejected: ${event.errorCode}`, {
            agent_id: event.agentId,
            strategy: event.strategy,
            event: 'order_rejected',
            order_id: event.orderId,
            error_code: event.errorCode,
            trace_id: trace,
          });
        }
        case 'fill':
          reporter(event.agentId).filled({
            market: event.market,
            notionalUsdc: event.notional / 1e6,
            traceId: traceId(),
            ...(event.slippageBps === null ? {} : { slippageBps: event.slippageBps }),
          });
          if (!event.isFirst || event.isComplete) return;
          return log('debug', `order ${event.orderId} partially filled: ${event.side} ${event.ticker}`, {
            agent_id: event.agentId,
            strategy: event.strategy,
            event: 'strategy_decision',
            order_id: event.orderId,
          });
        case 'api_call':
          if (event.status < '400' || event.status === '422') return;
          return log(
            event.status < '500' ? 'warn' : 'error',
            `${event.endpoint} answered ${event.status} after ${event.seconds.toFixed(3)} s`,
            {
              agent_id: event.agentId,
              event: 'api_response',
              error_code: event.status,
            },
          );
        case 'mark':
          return log(event.type === 'halt' ? 'error' : 'info', event.text, {
            agent_id: event.agentId,
            event: event.type,
          });
        default:
      }
    },
    /** Removes the series of all agents except these. */
    keepOnly: (agentIds: ReadonlySet<string>): void => {
      for (const agentId of reporters.keys()) {
        if (agentIds.has(agentId)) continue;
        metrics.forget(agentId);
        reporters.delete(agentId);
      }
    },
  };
}
