import { createServer, type Server } from 'node:http';

import { createExporter } from './exporter/exporter.ts';
import { METRICS_TYPE, metricsPage } from './exporter/metrics-page.ts';
import { restartOf } from './exporter/scrapes.ts';
import type { SimulationOptions } from './options.ts';
import { createSimulation } from './simulation.ts';

/**
 * Returns a server whose `/metrics` shows a fleet in real time: every scrape first continues the simulation up to the
 * clock, Unix milliseconds.
 */
export function liveExporter(options: SimulationOptions, clock: () => number): Server {
  const exporter = createExporter({ withTargets: false });
  const simulation = createSimulation(options, [exporter.hear]);
  // Counters continue from the history that was written for the same fleet.
  simulation.runUntil(restartOf(simulation.fleet));
  exporter.restart(simulation.fleet);
  simulation.runUntil(options.end);
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end('The metrics are at /metrics.\n');
      return;
    }
    simulation.runUntil(clock());
    response.writeHead(200, { 'content-type': METRICS_TYPE }).end(metricsPage(simulation.fleet, exporter));
  });
  // Catching up may take longer than Node's keep-alive timeout of 5 seconds, and the next scrape could then use a
  // connection that the server is closing. Without the timeout, the client closes it.
  server.keepAliveTimeout = 0;
  return server;
}
