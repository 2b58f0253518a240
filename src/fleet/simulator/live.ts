import { createServer, type Server } from 'node:http';

import { createExporter } from './exporter/exporter.ts';
import { METRICS_TYPE, metricsPage } from './exporter/metrics-page.ts';
import { restartOf } from './exporter/scrapes.ts';
import type { SimulationOptions } from './options.ts';
import { createSimulation } from './simulation.ts';

/**
 * A server whose `/metrics` shows a fleet that lives on: every scrape first lets it catch up with the clock, Unix
 * milliseconds.
 */
export function liveExporter(options: SimulationOptions, clock: () => number): Server {
  const exporter = createExporter({ withTargets: false });
  const simulation = createSimulation(options, [exporter.hear]);
  // Its counters go on from the history that was written for the same fleet.
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
  // Catching up may take longer than Node's 5 seconds for an idle connection, and then a scrape that comes at once meets
  // a connection that is being closed: the client decides when it ends.
  server.keepAliveTimeout = 0;
  return server;
}
