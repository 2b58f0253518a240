import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { DAY, HOUR } from '../../simulator/options.ts';
import { agentOfEvent, timeOfEvent, webhookEvents, webhookEventSchema } from '../contracts/webhook-events.ts';
import { openApi } from '../contracts/openapi.ts';
import { API_KEY, END, mockPlatform } from '../testing/mock-platform.ts';

type Platform = Awaited<ReturnType<typeof mockPlatform>>;
const SECRET = 'a-secret-of-the-receiver';

const ajv = new Ajv2020({ strict: false, allErrors: true });
// The default export of ajv-formats is a CommonJS function.
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'api', ...openApi() });
const component = (name: string): ValidateFunction => ajv.compile({ $ref: `api#/components/schemas/${name}` });
const isEvent = ajv.compile(webhookEventSchema());

let platform: Platform;
beforeAll(async () => {
  platform = await mockPlatform({ simulation: { days: 3, eventsPerDay: 100 } });
});
afterAll(() => platform.stop());

async function call(
  path: string,
  init: RequestInit = {},
  of: Platform = platform,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${of.url}${path}`, {
    ...init,
    headers: {
      connection: 'close',
      authorization: `Bearer ${API_KEY}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('the API', () => {
  test.each([
    ['/agents?limit=3', 'AgentPage'],
    ['/agents/pf_agent_001/stats', 'AgentStats'],
    ['/wallet/pf_agent_001/balances', 'Balances'],
    ['/escrow?agent_id=pf_agent_001&status=open', 'EscrowList'],
    ['/rates', 'Rates'],
    ['/events?from=2026-03-07T00:00:00Z&to=2026-03-07T06:00:00Z&limit=50', 'EventPage'],
    ['/webhooks', 'WebhookList'],
  ])('%s answers according to the contract', async (path, name) => {
    const { status, body } = await call(path);
    expect(status).toBe(200);
    const validate = component(name);
    validate(body);
    expect(validate.errors).toBeNull();
  });

  test.each([
    ['a wrong key', '/rates', { headers: { authorization: 'Bearer pf_live_x' } }, 401],
    ['an unknown agent', '/agents/nobody/stats', {}, 404],
    ['an unknown path', '/v9/rates', {}, 404],
    ['a missing parameter', '/escrow?agent_id=pf_agent_001', {}, 400],
    [
      'a webhook without a secret',
      '/webhooks',
      { method: 'POST', body: '{"url":"http://x/","events":["order.filled"]}' },
      400,
    ],
    [
      'a webhook for an unknown event',
      '/webhooks',
      { method: 'POST', body: `{"url":"http://x/","events":["order.dreamt"],"secret":"${SECRET}"}` },
      400,
    ],
  ])('refuses %s', async (_, path, init, status) => {
    const answer = await call(path, init);
    expect(answer.status).toBe(status);
    expect(component('Error')(answer.body)).toBe(true);
  });

  it('returns pages without gaps or duplicates', async () => {
    const ids: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await call(`/agents?limit=3${cursor}`);
      const { agents, next_cursor: next } = body as { agents: { agent_id: string }[]; next_cursor: string | null };
      ids.push(...agents.map(({ agent_id: id }) => id));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(ids).toEqual(platform.fleet.agents().map(({ id }) => id));
  });

  it('offers only what the documents show when documentsOnly is set', async () => {
    const bare = await mockPlatform({ documentsOnly: true });
    try {
      const keys = async (path: string): Promise<string[]> => Object.keys((await call(path, {}, bare)).body as object);
      expect(await keys('/agents/pf_agent_001/stats')).toEqual(['strategy', 'pnl_usdc', 'drawdown_pct']);
      expect(await keys('/wallet/pf_agent_001/balances')).toEqual(['balances']);
      expect(await keys('/escrow?agent_id=pf_agent_001&status=open')).toEqual(['count', 'total_locked_usdc']);
      expect((await call('/agents', {}, bare)).status).toBe(404);
      expect((await call('/rates', {}, bare)).status).toBe(404);
    } finally {
      await bare.stop();
    }
  });
});

describe('the events', () => {
  it('match the contract, have unique ids, and are in order of time', () => {
    const { history } = platform;
    const wrong = history.filter((event) => !isEvent(JSON.parse(JSON.stringify(event))));
    expect(wrong.slice(0, 3).map((event) => [event, isEvent(event), isEvent.errors])).toEqual([]);
    expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
    const agents = new Set(platform.fleet.fleet.agents.map(({ id }) => id));
    for (const event of history.filter(({ event: kind }) => !kind.startsWith('market.')))
      expect(agents.has(agentOfEvent(event)), event.event).toBe(true);
    const times = history
      .filter(({ event }) => event !== 'trade.opened')
      .map((event) => Date.parse(timeOfEvent(event)));
    expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
  });

  it('include every kind', () => {
    // The first timeout of an escrow contract comes soon after the end of the history.
    platform.clock.now = END + 3 * HOUR;
    platform.fleet.catchUp();
    const kinds = new Set(platform.history.map(({ event }) => event));
    expect(Object.keys(webhookEvents).filter((name) => !kinds.has(name as never))).toEqual([]);
  });

  it('are returned from the history by time range, without duplicates', async () => {
    const { body } = await call(
      `/events?from=${new Date(END - DAY).toISOString()}&to=${new Date(END).toISOString()}&limit=1000`,
    );
    const { events } = body as { events: { id: string }[] };
    const expected = platform.history.filter(
      (event) => Date.parse(timeOfEvent(event)) >= END - DAY && Date.parse(timeOfEvent(event)) < END,
    );
    expect(events.map(({ id }) => id)).toEqual(expected.slice(0, 1000).map(({ id }) => id));
  });

  it('are signed, and delivered until they are accepted', async () => {
    const taken: string[] = [];
    let refusals = 3;
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks);
        const expected = `sha256=${createHmac('sha256', SECRET).update(raw).digest('hex')}`;
        const isRight = request.headers['x-pf-signature'] === expected;
        if (isRight && refusals > 0) refusals -= 1;
        else if (isRight) taken.push((JSON.parse(raw.toString()) as { id: string }).id);
        response.writeHead(isRight && taken.length > 0 ? 200 : 503).end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/purpleflea`;
    const { status, body } = await call('/webhooks', {
      method: 'POST',
      body: JSON.stringify({ url, events: ['order.filled'], secret: SECRET }),
    });
    expect([status, JSON.stringify(body).includes(SECRET)]).toEqual([201, false]);
    const fills = platform.history.filter(({ event }) => event === 'order.filled').slice(0, 5);
    for (const event of [
      ...fills,
      ...platform.history.filter(({ event: name }) => name === 'order.rejected').slice(0, 1),
    ])
      platform.deliveries.send(event);
    while (platform.deliveries.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    receiver.close();
    expect(taken.toSorted()).toEqual(fills.map(({ id }) => id).toSorted());
    const id = (body as { id: string }).id;
    expect((await call(`/webhooks/${id}`, { method: 'DELETE' })).status).toBe(204);
  });
});
