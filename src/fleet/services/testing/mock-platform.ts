import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { OpenAPIBackend } from 'openapi-backend';

import { type SimulationOptions, simulationOptions } from '../../simulator/options.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { Deliveries } from '../mock/deliveries.ts';
import { livingFleet } from '../mock/living-fleet.ts';
import { type MockServer, mockServer } from '../mock/server.ts';

/** The API key of the mock in tests. */
export const API_KEY = 'pf_live_4f0d1c2b3a';
/** End of the history of a fleet in tests. */
export const END = Date.parse('2026-03-08T00:00:00Z');

interface PlatformOptions {
  readonly simulation?: Partial<SimulationOptions>;
  readonly documentsOnly?: boolean;
}

/** Starts a mock platform on a free port, with a clock that the test sets. */
export async function mockPlatform({ simulation, documentsOnly = false }: PlatformOptions = {}) {
  const clock = { now: END };
  const options = simulationOptions({ agents: 8, days: 1, end: END, eventsPerDay: 60, ...simulation });
  const history: WebhookEvent[] = [];
  const deliveries = new Deliveries({ seed: 1 });
  const fleet = livingFleet(options, { clock: () => clock.now, onEvent: (event) => history.push(event) });
  const mock: MockServer = await mockServer({
    backend: OpenAPIBackend,
    fleet,
    deliveries,
    history,
    apiKey: API_KEY,
    seed: 1,
    documentsOnly,
    faults: { latencyMs: 0, shares: {} },
  });
  mock.server.listen(0, '127.0.0.1');
  await once(mock.server, 'listening');
  const { port } = mock.server.address() as AddressInfo;
  return {
    clock,
    fleet,
    mock,
    history,
    deliveries,
    url: `http://127.0.0.1:${port}`,
    stop: async (): Promise<void> => {
      deliveries.close();
      mock.server.closeAllConnections();
      await new Promise((resolve) => mock.server.close(resolve));
    },
  };
}
