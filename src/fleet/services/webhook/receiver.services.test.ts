import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bundled, startProgram } from '../../../test/stores/bundled.ts';
import { type KafkaBroker, startKafka } from '../../../test/stores/kafka-broker.ts';
import { missingForKafka } from '../../../test/stores/kafka-jars.ts';
import { freePort, waitForPort } from '../../../test/stores/ports.ts';
import { createTopics } from '../../../test/stores/topics.ts';
import { allMessages } from '../testing/all-messages.ts';
import { signature } from './signature.ts';

const SECRET = 'a-secret-of-the-registration';
const PREVIOUS = 'the-secret-that-was-there-before';
const missing = await missingForKafka();

describe.skipIf(missing !== undefined)('the receiver, with a real broker', () => {
  let broker: KafkaBroker;
  let program: string;
  let child: ChildProcess;
  let url: string;
  let heard = '';

  const start = async (more: NodeJS.ProcessEnv = {}): Promise<void> => {
    const port = await freePort();
    const env = {
      PF_WEBHOOK_SECRET: SECRET,
      PF_WEBHOOK_SECRET_PREVIOUS: PREVIOUS,
      KAFKA_BROKERS: broker.address,
      PF_HOST: '127.0.0.1',
      PF_PORT: String(port),
      PF_WEBHOOK_TIMEOUT_MS: '3000',
      ...more,
    };
    child = startProgram(program, ['webhook'], { env, hear: (text) => (heard += text) });
    await waitForPort(port, child);
    url = `http://127.0.0.1:${port}`;
  };
  const stop = async (signal: NodeJS.Signals): Promise<number | null> => {
    const gone = once(child, 'exit');
    child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  };

  beforeAll(async () => {
    broker = await startKafka();
    await createTopics(broker.address, ['agent-trades', 'agent-events-unknown'], 4);
    program = await bundled('src/fleet/services/testing/verbs.ts');
    await start();
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await broker?.close();
  });

  const send = (
    body: string | Buffer<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = { 'x-pf-signature': signature(body, SECRET) },
  ): Promise<Response> =>
    fetch(`${url}/webhooks/purpleflea`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const bet = (id: string, more: object = {}): string =>
    JSON.stringify({
      id,
      event: 'casino.settled',
      data: {
        agent_id: 'pf_agent_1',
        bet_id: id,
        game: 'crash',
        settled_at: '2026-03-01T00:00:00Z',
        stake_usd: 5,
        fee_usd: 0.05,
        pnl_usd: 4.95,
        ...more,
      },
    });

  test.each([
    ['an event', 200, () => send(bet('evt_1'))],
    ['the previous secret', 200, () => send(bet('evt_2'), { 'x-pf-signature': signature(bet('evt_2'), PREVIOUS) })],
    [
      'a wrong secret',
      401,
      () => send(bet('evt_3'), { 'x-pf-signature': signature(bet('evt_3'), 'another-secret-of-somebody') }),
    ],
    [
      'the signature of another body',
      401,
      () => send(bet('evt_3'), { 'x-pf-signature': signature(bet('evt_2'), SECRET) }),
    ],
    ['no signature', 401, () => send(bet('evt_3'), {})],
    ['a signature that is not ASCII', 401, () => send(bet('evt_3'), { 'x-pf-signature': 'sha256=\u00e9' })],
    ['signed text that is not JSON', 400, () => send('{"event":')],
    ['a signed array', 400, () => send('[1]')],
    ['signed JSON without event', 400, () => send('{"data":{}}')],
    ['data that is a list', 400, () => send('{"event":"order.filled","data":[]}')],
    ['an empty body', 400, () => send('')],
    ['signed bytes that are not UTF-8', 400, () => send(Buffer.from(bet('evt_\u00e9'), 'latin1'))],
    ['a body that is too large', 413, () => send(bet('evt_4', { note: 'x'.repeat(300_000) }))],
    [
      'a form',
      415,
      () =>
        send('a=b', {
          'content-type': 'application/x-www-form-urlencoded',
          'x-pf-signature': signature('a=b', SECRET),
        }),
    ],
    [
      'an unknown kind of event',
      200,
      () => send('{"id":"evt_5","event":"order.moved","data":{"agent_id":"pf_agent_1"}}'),
    ],
    ['an event with invalid data', 200, () => send('{"id":"evt_6","event":"order.filled","data":{"agent_id":7}}')],
    ['GET', 404, () => fetch(`${url}/webhooks/purpleflea`)],
  ])('%s: %i', async (_what, status, request) => {
    const response = await request();
    expect(response.status).toBe(status);
    const answer = (await response.json()) as { readonly status?: string; readonly error?: string };
    expect(status === 200 ? answer.status : answer.error).toMatch(status === 200 ? /^ok$/ : /\w/);
  });

  test('the topics contain exactly the accepted events, keyed by agent, with their ids and times of receipt', async () => {
    const taken = await allMessages(broker.address, 'agent-trades');
    expect(taken.map(({ key, body }) => [key, body['id']]).toSorted()).toEqual([
      ['evt_6', 'evt_6'],
      ['pf_agent_1', 'evt_1'],
      ['pf_agent_1', 'evt_2'],
    ]);
    expect(taken.every(({ body }) => Math.abs(Number(body['received_at']) - Date.now() / 1000) < 60)).toBe(true);
    expect((await allMessages(broker.address, 'agent-events-unknown')).map(({ body }) => body['id'])).toEqual([
      'evt_5',
    ]);
  });

  test('an event without an id gets the same id for any formatting of its JSON', async () => {
    const one = '{"event":"casino.settled","data":{"agent_id":"pf_agent_9","bet_id":"b","stake_usd":5.0}}';
    const other = '{ "data": {"stake_usd":5, "bet_id":"b", "agent_id":"pf_agent_9"}, "event":"casino.settled" }';
    expect([(await send(one)).status, (await send(other)).status]).toEqual([200, 200]);
    const ids = (await allMessages(broker.address, 'agent-trades'))
      .filter(({ key }) => key === 'pf_agent_9')
      .map(({ body }) => body['id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('an API key inside an event is not written to a topic', async () => {
    await send(bet('evt_7', { agent_id: 'pf_agent_8', note: 'pf_live_abcdef123456' }));
    const message = (await allMessages(broker.address, 'agent-trades')).find(({ key }) => key === 'pf_agent_8');
    expect(message?.body['data']).toMatchObject({ note: 'pf_***' });
  });

  test('many large simultaneous events, too many for one batch, are all accepted', async () => {
    const notes = Array.from({ length: 30 }, () => randomBytes(90_000).toString('base64'));
    const sent = notes.map((note, index) => send(bet(`evt_large_${index}`, { agent_id: 'pf_agent_large', note })));
    expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([200]));
    const stored = await allMessages(broker.address, 'agent-trades');
    expect(new Set(stored.filter(({ key }) => key === 'pf_agent_large').map(({ body }) => body['id'])).size).toBe(30);
  });

  test('metrics count the responses', async () => {
    const page = await (await fetch(`${url}/metrics`)).text();
    expect(page).toMatch(/^pf_webhook_requests_total\{status="401"\} 4$/m);
    expect(page).toMatch(/^pf_webhook_requests_total\{status="413"\} 1$/m);
    expect(page).toMatch(/^pf_webhook_events_total\{event="unknown"\} 1$/m);
    expect(page).toMatch(/^pf_webhook_events_total\{event="order\.filled"\} 1$/m);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ok' });
  });

  test('answers 503 without the broker, and is ready again when the broker is back', async () => {
    await broker.kill();
    const response = await send(bet('evt_8'));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await broker.restart();
    await expect.poll(async () => (await send(bet('evt_8'))).status, { timeout: 30_000 }).toBe(200);
    expect((await allMessages(broker.address, 'agent-trades')).some(({ body }) => body['id'] === 'evt_8')).toBe(true);
  });

  test('answers 429 when too many events are waiting', async () => {
    await stop('SIGTERM');
    await start({ PF_WEBHOOK_MAX_WAITING: '1' });
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => (await send(bet(`evt_many_${index}`))).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  });

  test('SIGTERM loses no event that was answered with 200, and answers pending requests', async () => {
    await stop('SIGTERM');
    await start();
    const acknowledged: string[] = [];
    const state = { hasEnded: false };
    const senders = Array.from({ length: 20 }, async (_, sender) => {
      for (let index = 0; !state.hasEnded; index += 1) {
        const id = `term_${sender}_${index}`;
        const response = await send(bet(id)).catch(() => undefined);
        if (response?.status === 200) acknowledged.push(id);
        if (response === undefined) return;
      }
    });
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(200);
    expect(await stop('SIGTERM')).toBe(0);
    state.hasEnded = true;
    await Promise.all(senders);
    const stored = new Set((await allMessages(broker.address, 'agent-trades')).map(({ body }) => body['id']));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  });

  test('the log contains no secret', () => {
    expect(heard).toContain('refused');
    expect(heard).not.toMatch(new RegExp(`${SECRET}|${PREVIOUS}|pf_live_abc`));
  });

  test('exits with 2 and names the port if the port is in use', async () => {
    let said = '';
    const env = { PF_WEBHOOK_SECRET: SECRET, KAFKA_BROKERS: broker.address, PF_HOST: '127.0.0.1' };
    const port = new URL(broker.address.replace(/^/, 'http://')).port;
    const lost = startProgram(program, ['webhook'], { env: { ...env, PF_PORT: port }, hear: (text) => (said += text) });
    const [code] = (await once(lost, 'exit')) as [number];
    expect(code).toBe(2);
    expect(said).toContain(`Port ${port} of "127.0.0.1" cannot be used: EADDRINUSE.`);
  });

  test('exits with 2 and names each missing setting', async () => {
    let said = '';
    const lost = startProgram(program, ['webhook'], {
      env: { PF_WEBHOOK_SECRET: '', KAFKA_BROKERS: '' },
      hear: (text) => (said += text),
    });
    const [code] = (await once(lost, 'exit')) as [number];
    expect(code).toBe(2);
    expect(said).toContain('PF_WEBHOOK_SECRET');
    expect(said).toContain('KAFKA_BROKERS');
  });
});
