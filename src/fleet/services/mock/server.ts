import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { Document, OpenAPIBackend } from 'openapi-backend';

import { openApi } from '../contracts/openapi.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';
import type { Deliveries } from './deliveries.ts';
import { faultDice, type Faults, withWrongTypes } from './faults.ts';
import { type Answer, failure, handlers } from './handlers.ts';
import type { LivingFleet, Override } from './living-fleet.ts';

export interface MockOptions {
  /** The library that routes and checks requests by the contract. */
  readonly backend: typeof OpenAPIBackend;
  readonly fleet: LivingFleet;
  readonly deliveries: Deliveries;
  /** All events so far, oldest first. */
  readonly history: readonly WebhookEvent[];
  readonly apiKey: string;
  readonly seed: number;
  readonly faults: Faults;
  /** True to offer only what the two documents show. */
  readonly documentsOnly?: boolean;
}

/** A running mock platform; `faults` may be changed at any time. */
export interface MockServer {
  readonly server: Server;
  faults: Faults;
}

/** Paths that control the mock: `/_mock/faults`, `/_mock/agents/{agent_id}` and `/_mock/state`. */
const CONTROL = '/_mock/';
/** Names of the library's special handlers. */
const SPECIAL: ReadonlySet<string> = new Set(['notFound', 'validationFail', 'unauthorizedHandler']);

/** Creates a server that implements the contract for a live fleet. */
export async function mockServer(options: MockOptions): Promise<MockServer> {
  const { backend: Backend, documentsOnly = false } = options;
  const definition = documentsOnly ? withoutAssumed(openApi() as Document) : (openApi() as Document);
  // The library warns about a handler without an operation in the contract.
  const operations = new Set(JSON.stringify(definition.paths).match(/(?<="operationId":")\w+/g));
  const all = Object.entries(handlers(options));
  const api = new Backend({
    definition,
    // The library validates documents only against OpenAPI 3.0. Ours is 3.1, and a test validates it.
    quick: true,
    // Strict mode refuses the contract's own keywords, such as `x-assumed`.
    ajvOpts: { strict: false },
    customizeAjv: (ajv) => {
      for (const format of ['date-time', 'uuid']) ajv.addFormat(format, true);
      return ajv;
    },
    coerceTypes: true,
    handlers: Object.fromEntries(all.filter(([name]) => operations.has(name) || SPECIAL.has(name))),
    securityHandlers: { apiKey: ({ request }) => request.headers['authorization'] === `Bearer ${options.apiKey}` },
  });
  await api.init();
  const dice = faultDice(options.seed);
  const mock = { server: createServer(), faults: options.faults };
  mock.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void respond(api, options, mock, dice(mock.faults), request, response);
  });
  return mock;
}

async function respond(
  api: OpenAPIBackend,
  options: MockOptions,
  mock: MockServer,
  fault: ReturnType<ReturnType<typeof faultDice>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const url = request.url ?? '/';
  if (url.startsWith(CONTROL)) return write(response, control(options, mock, url.slice(CONTROL.length), body));
  const { latencyMs, retryAfterSeconds } = mock.faults;
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  if (fault === 'silence') return;
  if (fault === '500') return write(response, failure(500, 'Something broke.'));
  if (fault === '429') {
    const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    return write(response, { ...failure(429, 'Too many requests.'), headers });
  }
  const headers = request.headers as Record<string, string>;
  const [path = '', query = ''] = url.split('?');
  const answer = (await api.handleRequest({
    method: request.method ?? 'GET',
    path,
    query,
    headers,
    body: parsed(body),
  })) as Answer | undefined;
  // A handler that returns nothing simulates a platform that does not answer.
  if (answer === undefined) return;
  if (fault === 'half') return writeHalf(response, answer);
  write(
    response,
    fault === 'types' && answer.body ? { ...answer, body: withWrongTypes(answer.body) as object } : answer,
  );
}

/** Sets the faults, or the override of one agent, from a JSON object; `{}` resets them. */
function control({ fleet, deliveries }: MockOptions, mock: MockServer, path: string, text: string): Answer {
  const body = (parsed(text) ?? {}) as object;
  const [, agentId] = /^agents\/(.+)$/.exec(path) ?? [];
  if (agentId !== undefined) fleet.overrides.set(decodeURIComponent(agentId), body as Override);
  else if (path === 'faults') mock.faults = { latencyMs: 0, shares: {}, ...body };
  else if (path !== 'state') return failure(404, 'There is /_mock/faults, /_mock/state and /_mock/agents/{agent_id}.');
  fleet.catchUp();
  const { delivered, waiting, given } = deliveries;
  return {
    status: 200,
    body: { faults: mock.faults, agents: fleet.agents().length, deliveries: { delivered, waiting, given_up: given } },
  };
}

/** Removes the assumed parts of the contract, so that the mock answers 404 for them. */
function withoutAssumed(definition: Document): Document {
  const keep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(keep);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).filter(
      ([, inner]) => (inner as { 'x-assumed'?: unknown } | null)?.['x-assumed'] !== true,
    );
    return Object.fromEntries(entries.map(([key, inner]) => [key, keep(inner)]));
  };
  return { ...definition, paths: keep(definition.paths) } as Document;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Writes the first half of a response and closes the connection. */
function writeHalf(response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body ?? {});
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}
