import type { AgentMetricsOptions, AgentReporter } from './agent/agent-metrics.ts';
import type { GrafanaTarget, TradeEvent } from './annotate/grafana.ts';

export type { AcknowledgedOrder, AgentFill, AgentMetricsOptions, AgentReporter } from './agent/agent-metrics.ts';
export type { TradeEvent as AnnotatedEvent } from './annotate/grafana.ts';

/** Metrics of the agents that run in this process. */
export interface AgentMetrics {
  /** Starts the series of an agent. */
  agent(agentId: string): AgentReporter;
  /** Removes an agent's series, so that a stopped agent does not keep reporting its last values. */
  forget(agentId: string): void;
  /** Returns the response of `/metrics`. */
  metrics(): Promise<string>;
  /** Content type of the response: OpenMetrics, because it includes exemplars. */
  readonly contentType: string;
}

/** Creates the registry of the agents' metrics, with the dashboards' names and buckets. Needs `prom-client`. */
export async function agentMetrics(options: AgentMetricsOptions = {}): Promise<AgentMetrics> {
  const { optionalLibrary } = await import('./service/optional-library.ts');
  const client = await optionalLibrary('prom-client', () => import('prom-client'));
  const made = (await import('./agent/agent-metrics.ts')).agentMetrics(client, options);
  const { registry, agent, forget } = made;
  return { agent, forget, metrics: () => registry.metrics(), contentType: registry.contentType };
}

/** The Grafana to write annotations to, and the token of a service account with that permission. */
export type AnnotationTarget = Pick<GrafanaTarget, 'url' | 'token'> & Partial<GrafanaTarget>;

/** Writes one annotation with the dashboards' tags and returns its id; retries 429, 5xx and missing responses. */
export async function annotate(event: TradeEvent, target: AnnotationTarget): Promise<number> {
  const grafana = await import('./annotate/grafana.ts');
  const url = target.url.replace(/\/+$/, '');
  return grafana.annotate(event, { ...grafana.patience, dashboardUid: undefined, ...target, url });
}
