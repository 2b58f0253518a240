import { createServer, type Server, type ServerResponse } from 'node:http';

/** Content of the exporter's HTTP server. */
export interface ExporterPages {
  /** The metrics, or undefined if they are pushed. */
  readonly metrics: (() => Promise<{ readonly type: string; readonly text: string }>) | undefined;
  readonly isAlive: () => boolean;
  readonly isReady: () => boolean;
}

/** Serves /metrics, /healthz and /readyz. */
export function exporterServer({ metrics, isAlive, isReady }: ExporterPages): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'Only GET is supported.');
    if (path === '/healthz')
      return isAlive() ? answer(response, 200, 'ok') : answer(response, 503, 'The polls have stopped.');
    if (path === '/readyz') {
      return isReady()
        ? answer(response, 200, 'ok')
        : answer(response, 503, 'No agent has been polled completely yet.');
    }
    if (path !== '/metrics')
      return answer(response, 404, 'The metrics are at /metrics, the state at /healthz and /readyz.');
    if (metrics === undefined) {
      return answer(
        response,
        404,
        'The values of this exporter are pushed: scrape the Pushgateway instead, or every sum is doubled.',
      );
    }
    metrics().then(
      ({ type, text }) => response.writeHead(200, { 'content-type': type }).end(text),
      () => answer(response, 500, 'The metrics could not be written.'),
    );
  });
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
