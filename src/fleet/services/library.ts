import type { AgentMetricsOptions, AgentReporter } from './agent/agent-metrics.ts';
import type { GrafanaTarget, TradeEvent } from './annotate/grafana.ts';

export type { AcknowledgedOrder, AgentFill, AgentMetricsOptions, AgentReporter } from './agent/agent-metrics.ts';
export type { TradeEvent as AnnotatedEvent } from './annotate/grafana.ts';

/** The metrics of the agents that run in this process. */
export interface AgentMetrics {
  /** Begins to tell of an agent. */
  agent(agentId: string): AgentReporter;
  /** Ends an agent's series: a dead agent must not go on with its last values. */
  forget(agentId: string): void;
  /** What `/metrics` answers. */
  metrics(): Promise<string>;
  /** Its content type: OpenMetrics, which has the exemplars. */
  readonly contentType: string;
}

/** Makes the registry of an agent's own metrics, names and buckets as the dashboards expect them. Needs the library `prom-client`. */
export async function agentMetrics(options: AgentMetricsOptions = {}): Promise<AgentMetrics> {
  const { optionalLibrary } = await import('./service/optional-library.ts');
  const client = await optionalLibrary('prom-client', () => import('prom-client'));
  const made = (await import('./agent/agent-metrics.ts')).agentMetrics(client, options);
  const { registry, agent, forget } = made;
  return { agent, forget, metrics: () => registry.metrics(), contentType: registry.contentType };
}

/** Where annotations go: a Grafana, and the token of a service account that may write them. */
export type AnnotationTarget = Pick<GrafanaTarget, 'url' | 'token'> & Partial<GrafanaTarget>;

/** Writes one annotation, tagged as the dashboards query them, and returns its id; 429, 5xx and silence are tried again. */
export async function annotate(event: TradeEvent, target: AnnotationTarget): Promise<number> {
  const grafana = await import('./annotate/grafana.ts');
  const url = target.url.replace(/\/+$/, '');
  return grafana.annotate(event, { ...grafana.patience, dashboardUid: undefined, ...target, url });
}
