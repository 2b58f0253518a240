import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { postgresSchema } from '../../stack/postgres-schema.ts';
import { annotateNewEvents, type Database, prepareAnnotations } from './from-events.ts';
import { annotate, type GrafanaTarget, grafanaTarget, type TradeEvent } from './grafana.ts';

interface Annotation {
  readonly id: number;
  readonly time: number;
  readonly timeEnd?: number;
  readonly tags: string[];
  readonly text: string;
  readonly dashboardUID?: string;
}
/** How the next POSTs are answered; `lost` writes the annotation and closes the connection without a response. */
type Trouble = '429' | '503' | '401' | 'lost' | 'nonsense';

const TOKEN = 'glsa_secret';
const annotations: Annotation[] = [];
const troubles: Trouble[] = [];
let server: Server;
let target: GrafanaTarget;
let db: PGlite;

/** A server that implements Grafana's annotations API as documented. */
function grafana(): Server {
  return createServer((request, response) => {
    const answer = (status: number, body: object, headers = {}): void =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, { message: 'invalid API key' });
      const url = new URL(request.url ?? '', 'http://grafana');
      if (request.method === 'GET') {
        const [from, to] = [Number(url.searchParams.get('from')), Number(url.searchParams.get('to'))];
        const tags = url.searchParams.getAll('tags');
        return answer(
          200,
          annotations.filter(
            ({ time, tags: own }) => time >= from && time <= to && tags.every((tag) => own.includes(tag)),
          ),
        );
      }
      const trouble = troubles.shift();
      if (trouble === '429') return answer(429, {}, { 'retry-after': '0' });
      if (trouble === '401') return answer(401, { message: 'invalid API key' });
      if (trouble === '503') return answer(503, {});
      annotations.push({ id: annotations.length + 1, ...(JSON.parse(text) as Omit<Annotation, 'id'>) });
      if (trouble === 'lost') return void request.socket.destroy();
      if (trouble === 'nonsense') return void response.writeHead(200).end('<html>');
      answer(200, { message: 'Annotation added', id: annotations.length });
    });
  });
}

beforeAll(async () => {
  server = grafana().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  target = {
    ...grafanaTarget({ GRAFANA_URL: `http://127.0.0.1:${port}`, GRAFANA_SA_TOKEN: TOKEN }, 'pf-agent-fleet-v1'),
    backoffMs: 1,
  };
});
afterAll(() => server.close());
beforeEach(() => {
  annotations.length = 0;
  troubles.length = 0;
});

const win: TradeEvent = {
  agentId: 'pf_agent_042',
  type: 'large_win',
  text: 'Won 420 USDC on crash at 4.2x',
  at: new Date('2026-03-07T09:14:32Z'),
  tags: ['casino', 'crash'],
};

describe('one event', () => {
  it('is posted in the format of the document', async () => {
    expect(await annotate(win, target)).toBe(1);
    expect(annotations).toEqual([
      {
        id: 1,
        dashboardUID: 'pf-agent-fleet-v1',
        time: 1_772_874_872_000,
        tags: ['purpleflea', 'pf_agent_042', 'large_win', 'casino', 'crash'],
        text: 'Won 420 USDC on crash at 4.2x',
      },
    ]);
  });

  it.each<[string, Trouble[]]>([
    ['too many requests', ['429', '429']],
    ['a Grafana that is starting', ['503', '503']],
    ['a lost response', ['lost']],
    ['a response from a proxy', ['nonsense']],
  ])('is stored once after %s', async (_, given) => {
    troubles.push(...given);
    expect(await annotate(win, target)).toBe(1);
    expect(annotations).toHaveLength(1);
  });

  it('fails when the token is refused, without printing the token', async () => {
    troubles.push('401');
    const error = await annotate(win, target).catch((reason: unknown) => reason as Error);
    expect(String(error)).toMatch(/Grafana answered 401/);
    expect(String(error)).not.toContain(TOKEN);
    expect(annotations).toEqual([]);
    expect(() => grafanaTarget({}, undefined)).toThrow(/GRAFANA_SA_TOKEN is not set/);
  });
});

describe('rows of agent_events', () => {
  beforeAll(async () => {
    db = await PGlite.create();
    await db.exec(postgresSchema());
    await db.exec(
      "INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at) VALUES ('a', 'A', 'momentum', 100, now())",
    );
  });
  beforeEach(async () => {
    await db.exec('DROP TABLE IF EXISTS annotation_posts, annotation_targets; TRUNCATE agent_events RESTART IDENTITY');
    await insert('before the first run');
    await prepareAnnotations(book());
  });
  afterAll(() => db.close());

  const book = (failAt?: RegExp): Database => ({
    query: async <T>(text: string, values: readonly unknown[] = []) => {
      if (failAt?.test(text)) throw new Error('killed');
      return (await db.query<T>(text, [...values])) as { rows: T[] };
    },
  });
  const insert = (text: string) =>
    db.query(
      "INSERT INTO agent_events (ts, agent_id, event_type, text, tags) VALUES ('2026-03-07T09:00:00Z', 'a', 'halt', $1, '{risk}')",
      [text],
    );
  const texts = (): string[] => annotations.map(({ text }) => text);

  it('are posted once each, also across restarts, and rows from before the first run never', async () => {
    expect(await annotateNewEvents(book(), target)).toBe(0);
    await insert('one');
    await insert('two');
    expect(await annotateNewEvents(book(), target)).toBe(2);
    expect(await annotateNewEvents(book(), target)).toBe(0);
    await insert('three');
    await annotateNewEvents(book(), target);
    expect(texts()).toEqual(['one', 'two', 'three']);
    expect(annotations[0]?.tags).toEqual(['purpleflea', 'a', 'halt', 'risk', 'event:2']);
  });

  it.each([
    ['before the post', /INSERT INTO annotation_posts/],
    ['after the post', /UPDATE annotation_posts SET state/],
  ])('are stored once when the process is killed %s', async (_, failAt) => {
    await annotateNewEvents(book(), target);
    await insert('one');
    await insert('two');
    await expect(annotateNewEvents(book(failAt), target)).rejects.toThrow('killed');
    await annotateNewEvents(book(), target);
    expect(texts().toSorted()).toEqual(['one', 'two']);
  });

  it('are not skipped when a row with a smaller id is inserted later', async () => {
    await annotateNewEvents(book(), target);
    await db.exec("SELECT setval(pg_get_serial_sequence('agent_events', 'event_id'), 50)");
    await insert('late number');
    await annotateNewEvents(book(), target);
    await db.query(
      "INSERT INTO agent_events (event_id, ts, agent_id, event_type, text) OVERRIDING SYSTEM VALUE VALUES (40, now(), 'a', 'halt', 'slow transaction')",
    );
    await annotateNewEvents(book(), target);
    expect(texts()).toEqual(['late number', 'slow transaction']);
  });

  it('are removed from the list of posts after a while', async () => {
    await annotateNewEvents(book(), target);
    await insert('one');
    await annotateNewEvents(book(), target);
    await db.exec("UPDATE annotation_posts SET at = now() - interval '2 hours'");
    await insert('two');
    await annotateNewEvents(book(), target);
    expect((await db.query('SELECT event_id::int FROM annotation_posts')).rows).toEqual([{ event_id: 3 }]);
    await annotateNewEvents(book(), target);
    expect(texts()).toEqual(['one', 'two']);
  });
});
