import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { OpenAPIBackend } from 'openapi-backend';

import { UserError } from '../../../diagnostics/errors.ts';
import type { SimulationOptions } from '../../simulator/options.ts';
import { type WebhookEvent, webhookEvents } from '../contracts/webhook-events.ts';
import type { PromClient } from '../metrics/registry.ts';
import { jsonLog } from '../service/log.ts';
import { Deliveries } from './deliveries.ts';
import type { Faults } from './faults.ts';
import { livingAgents } from './living-agents.ts';
import { livingFleet } from './living-fleet.ts';
import { mockServer } from './server.ts';

/** Options of `fleet mock`. */
export interface MockRun {
  readonly simulation: SimulationOptions;
  readonly host: string;
  readonly port: number;
  /** Port of the agents' own metrics. */
  readonly agentsPort: number;
  readonly apiKey: string;
  readonly documentsOnly: boolean;
  readonly faults: Faults;
  readonly redelivered: number;
  /** A webhook to register at the start. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  /** File to append the agents' log lines to; standard output when undefined. */
  readonly logFile: string | undefined;
}

/** Most events to keep in the history; about a month of a small fleet. */
const HISTORY = 500_000;
const TICK = 1000;

/** Runs the platform and its agents until a signal ends them. */
export async function runMock(
  libraries: { backend: typeof OpenAPIBackend; client: PromClient },
  run: MockRun,
  signal: AbortSignal,
): Promise<void> {
  const { simulation, host, faults, apiKey, documentsOnly, webhook, logFile, redelivered } = run;
  const write = logFile === undefined ? {} : { write: (line: string) => appendFileSync(logFile, line) };
  const log = jsonLog({ service: 'pf-agent', env: simulation.env, ...write });
  const agents = livingAgents(libraries.client, log);
  const deliveries = new Deliveries({ seed: simulation.seed, redelivered });
  const history: WebhookEvent[] = [];
  let isLive = false;
  const fleet = livingFleet(simulation, {
    clock: Date.now,
    onEvent: (event) => {
      if (history.length >= HISTORY) history.splice(0, HISTORY / 10);
      history.push(event);
      if (isLive) deliveries.send(event);
    },
    // Agents start with the mock, so their metrics do not include events of the history.
    onFleetEvent: (event) => {
      if (isLive) agents.hear(event);
    },
  });
  isLive = true;
  if (webhook !== undefined) {
    deliveries.webhooks.set('wh_first', {
      id: 'wh_first',
      createdAt: new Date().toISOString(),
      events: Object.keys(webhookEvents),
      ...webhook,
    });
  }
  const mock = await mockServer({
    backend: libraries.backend,
    fleet,
    deliveries,
    history,
    apiKey,
    seed: simulation.seed,
    documentsOnly,
    faults,
  });
  const metrics = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end('The metrics are at /metrics.\n');
    agents.registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': agents.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  const port = await listen(mock.server, host, run.port);
  const agentsPort = await listen(metrics, host, run.agentsPort);
  process.stderr.write(
    `The platform listens on http://localhost:${port}, and the agents' metrics are at http://localhost:${agentsPort}/metrics. Press Ctrl-C to stop.\n`,
  );
  const tick = setInterval(() => {
    fleet.catchUp();
    agents.keepOnly(new Set(fleet.agents().map(({ id }) => id)));
  }, TICK);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(tick);
  deliveries.close();
  for (const server of [mock.server, metrics]) {
    server.close();
    server.closeAllConnections();
  }
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const code = String((error as { code?: unknown }).code);
    throw new UserError({
      severity: 'error',
      id: 'mock/port',
      message: `Port ${port} cannot be used: ${code}.`,
      hint: 'Choose another with --port or --agents-port.',
    });
  });
  return (server.address() as AddressInfo).port;
}
