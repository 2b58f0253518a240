import { isUtf8 } from 'node:buffer';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { type Envelope, envelopeProblem, isKnownKind } from '../ingest/known-events.ts';
import type { Log } from '../service/log.ts';
import { optionalLibrary } from '../service/optional-library.ts';
import { type EventProducer, NotTaken } from './event-producer.ts';
import { eventMessage } from './message.ts';
import type { ReceiverMetrics } from './metrics.ts';
import type { ReceiverSettings } from './settings.ts';
import { isSigned } from './signature.ts';

interface Parts {
  readonly settings: ReceiverSettings;
  readonly producer: EventProducer;
  readonly metrics: ReceiverMetrics;
  readonly log: Log;
  /** Called for every event that the brokers have confirmed. */
  readonly onTaken: (event: Envelope) => void;
}

const PATH = '/webhooks/purpleflea';
/** Seconds after which a refused event may be sent again. */
const RETRY_AFTER = 5;

/**
 * Returns the HTTP server that accepts webhooks. `POST /webhooks/purpleflea` answers 200 only after the brokers have
 * confirmed the event, so any other response, or none, means that the platform has to send it again. `/healthz` checks
 * the process and `/readyz` the brokers.
 */
export async function receiver(parts: Parts): Promise<FastifyInstance> {
  const { fastify } = await optionalLibrary('fastify', () => import('fastify'));
  const { settings, producer, metrics, log } = parts;
  const app = fastify({
    bodyLimit: settings.maxBodyBytes,
    forceCloseConnections: 'idle',
    logger: false,
    requestTimeout: 30_000,
    connectionTimeout: 0,
  });
  // The signature covers the raw bytes, so the body must not be parsed before the check.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(PATH, (request, reply) => take(parts, request, reply));
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await producer.check([settings.topics.trades, settings.topics.unknown]);
      return { status: 'ok' };
    } catch (error) {
      log('warn', `The brokers are not ready: ${reason(error)}`);
      return reply.code(503).send({ error: 'The Kafka brokers did not answer, or a topic is missing.' });
    }
  });
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.page()),
  );
  app.setErrorHandler<Error & { readonly statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log('error', `A webhook could not be accepted: ${reason(error)}`);
    return reply.code(status).send({
      error: TEXTS[status] ?? (status < 500 ? error.message : 'The event could not be accepted; send it again.'),
    });
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (request.routeOptions.url === PATH || reply.statusCode === 413)
      metrics.answered(reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  return app;
}

const TEXTS: Readonly<Record<number, string>> = {
  413: 'The body is larger than this receiver accepts.',
  415: 'Send the event with the content type application/json.',
};

async function take(
  { settings, producer, metrics, log, onTaken }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (!isSigned(body, request.headers['x-pf-signature'], settings.secrets)) {
    log('warn', 'A webhook with a wrong or missing signature was refused.', { event: 'signature_refused' });
    return reply.code(401).send({ error: 'The signature in x-pf-signature is missing or does not match the body.' });
  }
  const text = body.toString('utf8');
  // Bytes that are not UTF-8 would be stored with other characters than the signed ones.
  const event = isUtf8(body) ? parsed(text) : undefined;
  const problem = event === undefined ? 'The body is not JSON in UTF-8.' : envelopeProblem(event);
  if (problem !== undefined) return reply.code(400).send({ error: problem });
  // `envelopeProblem` has checked it.
  const envelope = event as Envelope;
  try {
    await producer.send(eventMessage(envelope, text, settings.topics, Date.now()));
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    void reply.header('retry-after', String(RETRY_AFTER));
    if (error.reason === 'full')
      return reply.code(429).send({ error: 'Too many events are waiting for the brokers; send this one again later.' });
    log('error', `The brokers did not accept an event: ${reason(error)}`, { event: 'error' });
    return reply.code(503).send({ error: 'The Kafka brokers did not confirm the event; send it again.' });
  }
  metrics.took(isKnownKind(envelope.event) ? envelope.event : 'unknown');
  onTaken(envelope);
  return reply.send({ status: 'ok' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
}
