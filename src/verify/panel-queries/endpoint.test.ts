import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, onTestFinished, test } from 'vitest';

import { answerOf, ask, endpointOf } from './endpoint.ts';

async function server(listener: RequestListener): Promise<string> {
  const running = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => running.once('listening', done));
  onTestFinished(() => {
    running.closeAllConnections();
    running.close();
  });
  return `http://user:secret@127.0.0.1:${(running.address() as AddressInfo).port}`;
}
const query = { path: '/api/v1/query', parameters: { query: 'up' } };

test('a server that does not answer times out, whether it is silent or never ends', async () => {
  for (const listener of [
    () => undefined,
    (_request, response) => void response.write('{'),
  ] satisfies RequestListener[]) {
    const url = await server(listener);
    await expect(ask({ ...endpointOf(url, 'Prometheus'), timeoutMs: 200 }, query)).rejects.toMatchObject({
      diagnostics: [{ id: 'query/timeout', hint: expect.stringContaining('--timeout') as string }],
    });
  }
});

test('credentials do not follow a redirect', async () => {
  const asked: (string | undefined)[] = [];
  const other = await server((request, response) => {
    asked.push(request.headers.authorization);
    response.end('{}');
  });
  for (const status of [301, 302, 307, 308]) {
    const url = await server((_request, response) => response.writeHead(status, { location: other }).end());
    await expect(ask(endpointOf(url, 'Loki'), query)).rejects.toThrow(/redirects the request/);
  }
  expect(asked).toEqual([]);
});

test('no message contains the credentials of a URL', async () => {
  const error: unknown = await ask(endpointOf('http://user:secret@127.0.0.1:1', 'Loki'), query).catch(
    (caught) => caught,
  );
  expect(JSON.stringify([error, (error as Error).message])).not.toContain('secret');
  expect((error as Error).message).toMatch(/^Could not connect to http:\/\/127\.0\.0\.1:1/);
});

test.each(['localhost:9090', 'prometheus', 'ftp://localhost'])('%s is not the address of a server', (url) => {
  expect(() => endpointOf(url, 'Prometheus')).toThrow('The URL of Prometheus is not a valid address of a server.');
});

describe('an answer that such a server would not send is reported', () => {
  test.each(['', 'null', '[]', '{}', '"x"', '<html>login</html>', '{"data"'])('%s', (text) => {
    expect(() => answerOf(text, 'data')).toThrow(
      `The answer is not in the format of this kind of server: ${JSON.stringify(text)}`,
    );
  });
  test('a valid answer is returned', () => expect(answerOf('{"data": 1}', 'data')).toEqual({ data: 1 }));
});
