import { catalogRegistry, type PromClient } from '../metrics/registry.ts';
import type { Log } from '../service/log.ts';
import { apiClient, type ApiClientOptions } from './api-client.ts';
import { exporterMetrics, fill, markShown } from './collect.ts';
import { type CycleResult, Poller } from './poller.ts';
import type { ExporterSettings } from './settings.ts';
import { emptyMemory, type Memory, writeMemory } from './state.ts';

interface ExporterParts {
  readonly client: PromClient;
  readonly settings: ExporterSettings;
  readonly memory?: Memory;
  readonly log: Log;
  readonly now?: () => number;
  readonly calls?: Pick<ApiClientOptions, 'attempts' | 'backoffMs' | 'signal'>;
}

/** Job of pushed metrics; `instance` in the grouping key identifies the process. */
const PUSH_JOB = 'pf_agent_batch';

/** Creates an exporter from its settings and the metrics library. */
export function createExporter({
  client,
  settings,
  memory = emptyMemory(),
  log,
  now = Date.now,
  calls,
}: ExporterParts) {
  const { registry, instruments } = catalogRegistry(client, exporterMetrics);
  const api = apiClient({
    ...settings,
    ...calls,
    onCall: (endpoint, status, seconds) =>
      instruments.pf_api_request_duration_seconds.observe({ endpoint, status }, seconds),
  });
  const { agentIds, shard, stateFile, pushgatewayUrl } = settings;
  const poller = new Poller({ api, log, memory, agentIds, shard, now });
  const save = async (): Promise<void> => {
    if (stateFile === undefined) return;
    await writeMemory(stateFile, memory, now()).catch((error: unknown) =>
      log('error', `The state file could not be written: ${String((error as { code?: unknown }).code)}.`),
    );
  };
  const gateway = pushgatewayUrl && new client.Pushgateway(pushgatewayUrl, { timeout: settings.timeoutMs }, registry);
  const group = { jobName: PUSH_JOB, groupings: { instance: `exporter-${shard.index}-of-${shard.count}` } };
  return {
    /** Polls all agents once, saves the state, and pushes the metrics if a Pushgateway is set. */
    cycle: async (options: { readonly spreadMs?: number; readonly budgetMs: number }): Promise<CycleResult> => {
      const result = await poller.cycle(options);
      await save();
      if (gateway) {
        fill(instruments, poller.view, now());
        await gateway.push(group).then(
          () => markShown(poller.agents.values()),
          () => log('error', 'The Pushgateway did not accept the values.', { event: 'poll_failed' }),
        );
      }
      return result;
    },
    /** Returns the response of `/metrics`. */
    metrics: async (): Promise<{ readonly type: string; readonly text: string }> => {
      fill(instruments, poller.view, now());
      const text = await registry.metrics();
      markShown(poller.agents.values());
      return { type: registry.contentType, text };
    },
    /** Saves the state and deletes the pushed metrics, because a Pushgateway keeps them forever. */
    close: async (): Promise<void> => {
      await save();
      if (gateway) await gateway.delete(group).catch(() => log('error', 'The pushed values could not be deleted.'));
    },
  };
}
