import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { UserError } from '../../../diagnostics/errors.ts';
import type { PromClient } from '../metrics/registry.ts';
import { jsonLog } from '../service/log.ts';
import { createExporter } from './exporter.ts';
import { exporterServer } from './server.ts';
import type { ExporterSettings } from './settings.ts';
import { emptyMemory, readMemory } from './state.ts';

/** Share of the interval over which the polls of a cycle are spread. */
const SPREAD = 0.8;

/** Runs the exporter until a signal ends it. */
export async function runExporter(client: PromClient, settings: ExporterSettings, signal: AbortSignal): Promise<void> {
  const { apiKey, apiUrl, intervalMs, timeoutMs, stateFile, pushgatewayUrl, host } = settings;
  const log = jsonLog({ service: 'pf-exporter', env: settings.env, secrets: [apiKey] });
  const memory = stateFile === undefined ? emptyMemory() : await readMemory(stateFile);
  const exporter = createExporter({ client, settings, memory, log, calls: { signal } });
  let lastCycleAt = Date.now();
  let isReady = false;
  const server = exporterServer({
    metrics: pushgatewayUrl === undefined ? exporter.metrics : undefined,
    isAlive: () => Date.now() - lastCycleAt < 3 * intervalMs + timeoutMs,
    isReady: () => isReady,
  });
  server.listen(settings.port, host);
  await once(server, 'listening').catch((error: unknown) => {
    throw portError(settings, error);
  });
  const { port } = server.address() as AddressInfo;
  log(
    'info',
    `Polling ${new URL(apiUrl).host} every ${intervalMs / 1000} s; health${pushgatewayUrl === undefined ? ' and metrics' : ''} on port ${port}.`,
  );
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  const pause = (ms: number) => Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ms).unref())]);
  while (!signal.aborted) {
    const started = Date.now();
    // Only the first cycle polls all agents at once; later ones spread the calls to avoid load peaks on the API.
    const cycle = exporter.cycle({ spreadMs: isReady ? intervalMs * SPREAD : 0, budgetMs: intervalMs });
    const result = await Promise.race([cycle, ended]);
    lastCycleAt = Date.now();
    isReady ||= result !== undefined && result.complete > 0;
    const rest = intervalMs - (lastCycleAt - started);
    if (rest > 0) await pause(rest);
  }
  await exporter.close();
  server.close();
  server.closeAllConnections();
}

function portError({ host, port }: ExporterSettings, error: unknown): UserError {
  const code = String((error as { code?: unknown }).code);
  return new UserError({
    severity: 'error',
    id: 'exporter/port',
    message: `Port ${port} of ${JSON.stringify(host)} cannot be used: ${code}.`,
    hint: 'Choose another with PF_PORT or PF_HOST.',
  });
}
