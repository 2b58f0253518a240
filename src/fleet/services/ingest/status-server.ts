import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Registry } from 'prom-client';

import { UserError } from '../../../diagnostics/errors.ts';

/** Address and content of a service's status pages. */
export interface StatusPages {
  readonly host: string;
  readonly port: number;
  readonly registry: Registry;
  /** Why the service is not ready; undefined if it is. */
  readonly notReady: () => string | undefined;
  /** Called before the metrics are written, to update values that change with time. */
  readonly onScrape?: () => unknown;
}

/** Serves /metrics, /healthz (the process is running) and /readyz (the service can work). */
export async function statusServer({
  host,
  port,
  registry,
  notReady,
  onScrape,
}: StatusPages): Promise<{ readonly port: number; close(): void }> {
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const answer = (status: number, text: string): void =>
      void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
    if (path === '/healthz') return answer(200, 'ok');
    if (path === '/readyz') return answer(notReady() === undefined ? 200 : 503, notReady() ?? 'ok');
    if (path !== '/metrics') return answer(404, 'The metrics are at /metrics, the state at /healthz and /readyz.');
    onScrape?.();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => answer(500, 'The metrics could not be written.'),
    );
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    throw portError(host, port, error);
  });
  return {
    // A server that listens on a port has an AddressInfo, not a pipe name.
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The error for a port on which the service cannot listen. */
export function portError(host: string, port: number, error: unknown): UserError {
  const code = String((error as { code?: unknown }).code);
  return new UserError({
    severity: 'error',
    id: 'services/port',
    message: `Port ${port} of ${JSON.stringify(host)} cannot be used: ${code}.`,
    hint: 'Choose another with PF_PORT or PF_HOST.',
  });
}
