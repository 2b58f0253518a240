import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { expansionsOf, type OptionsOf } from '../../test/fleet-truth/every-choice.ts';
import { needsRows } from '../../test/fleet-truth/may-be-empty.ts';
import { bundled, startProgram } from '../../test/stores/bundled.ts';
import { missingForKafka } from '../../test/stores/kafka-jars.ts';
import { freePort, waitForPort } from '../../test/stores/ports.ts';
import { missingForPostgres } from '../../test/stores/postgres-server.ts';
import { committedFolder } from '../../test/support/out-folder.ts';
import { askClickhouse } from '../../verify/panel-queries/ask-clickhouse.ts';
import { askPostgres } from '../../verify/panel-queries/ask-postgres.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import { resultProblems } from '../../verify/panel-queries/result-problems.ts';
import { clickhouseTables } from '../catalog/clickhouse.ts';
import { postgresTables } from '../catalog/postgres.ts';
import type { WebhookEvent } from './contracts/webhook-events.ts';
import { eventStream } from './testing/event-stream.ts';
import { API_KEY } from './testing/mock-platform.ts';
import { type Pipeline, SECRET, startPipeline } from './testing/pipeline.ts';
import { sendEvents } from './testing/send-events.ts';
import { until } from './testing/until.ts';

const missing = (await missingForKafka()) ?? (await missingForPostgres());
const DAYS = 3;
const FLEET = { agents: 12, days: DAYS, seed: 99, events: 667, trades: 60 } as const;
const DAY_MS = 86_400_000;
const AS_SIMULATED = { name: 'end to end', options: {}, isMain: true, hasRows: true } as const;
/** Webhook events that must arrive before the stores are queried. */
const LIVE_EVENTS = 5;

/** Columns that stay empty with this platform, and why. */
const unfilled: Readonly<Record<string, string>> = {
  'agent_trades.cumulative_pnl': "An agent's own running P&L, which simulated agents do not send.",
  'ingest_batches.repeated': 'Set only in batches with redelivered events, of which there are none here.',
};

const queries = findQueries(committedFolder()).filter(
  ({ language, place }) => place === 'panel' && (language === 'postgres' || language === 'clickhouse'),
);

describe.skipIf(missing !== undefined)(
  `a platform of ${FLEET.agents} agents and ${DAYS} days, with events by webhook and backfill`,
  () => {
    let pipeline: Pipeline;
    let platform: ChildProcess;
    let history: ReadonlySet<string>;
    let optionsOf: OptionsOf;
    let range: { readonly from: Date; readonly to: Date };

    beforeAll(async () => {
      const [apiPort, agentsPort, program] = await Promise.all([
        freePort(),
        freePort(),
        bundled('src/fleet/services/testing/verbs.ts'),
      ]);
      const PF_API_URL = `http://127.0.0.1:${apiPort}`;
      const flags = { host: '127.0.0.1', port: apiPort, 'agents-port': agentsPort, redeliver: 0.05, ...FLEET };
      platform = startProgram(
        program,
        ['mock', ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)])],
        { env: { PF_API_KEY: API_KEY } },
      );
      await waitForPort(agentsPort, platform);
      const every = { PF_SNAPSHOT_SECONDS: '5', PF_RATES_SECONDS: '5', PF_RECONCILIATION_SECONDS: '5' };
      pipeline = await startPipeline({ env: { PF_API_KEY: API_KEY, PF_API_URL, ...every } });

      const verb = async (...args: string[]): Promise<void> => {
        let said = '';
        const env = {
          PF_API_KEY: API_KEY,
          PF_API_URL,
          PF_WEBHOOK_SECRET: SECRET,
          KAFKA_BROKERS: pipeline.broker.address,
        };
        const child = startProgram(program, args, { env, hear: (text) => (said += text) });
        const [code] = (await once(child, 'exit')) as [number | null];
        if (code !== 0) throw new Error(`fleet ${args.join(' ')} ended with ${code}: ${said}`);
      };
      await verb('webhook', 'register', `${pipeline.url}/webhooks/purpleflea`);
      const now = Date.now();
      const span = { from: new Date(now - (DAYS + 1) * DAY_MS).toISOString(), to: new Date(now).toISOString() };
      await verb('backfill', '--from', span.from, '--to', span.to);
      await sendEvents([brokenEvent()], { url: pipeline.url, secret: SECRET, concurrency: 1 });
      history = await eventsOf(PF_API_URL, span);
      const isStored = async (): Promise<boolean> => {
        const [{ count = 0 } = {}] = (
          await pipeline.book.query<{ count: number }>('SELECT count(*)::int AS count FROM ingest.events')
        ).rows;
        const jobs = await pipeline.book.query(
          "SELECT 1 FROM ingest.jobs WHERE job = 'reconciliation' AND succeeded_at > to_timestamp($1)",
          [now / 1000],
        );
        const [[backlog]] = (await pipeline.askClickhouse(
          'SELECT max(last_offset) FROM agent_analytics.ingest_batches',
        )) as [[number]];
        return count >= history.size + LIVE_EVENTS && jobs.rows.length > 0 && backlog > 0;
      };
      await until(isStored, 300_000);
      range = { from: new Date(now - DAYS * DAY_MS), to: new Date() };
      optionsOf = await options(pipeline);
    }, 900_000);
    afterAll(async () => {
      await pipeline?.close();
      platform?.kill('SIGKILL');
    });

    it('has every event of the history, and every later event, once', async () => {
      const { rows } = await pipeline.book.query<{ event_id: string }>('SELECT event_id FROM ingest.events');
      const stored = new Set(rows.map(({ event_id: id }) => id));
      expect([...history].filter((id) => !stored.has(id))).toEqual([]);
      expect(stored.size - history.size).toBeGreaterThanOrEqual(LIVE_EVENTS);
    });

    it('keeps the only invalid event as a dead letter', async () => {
      const errors = "SELECT error, raw LIKE '%evt_broken%' FROM agent_analytics.ingest_errors";
      expect(await pipeline.askClickhouse(errors)).toEqual([['data.notional_usd must be number', 1]]);
      const { rows } = await pipeline.book.query("SELECT error FROM ingest.refused WHERE raw LIKE '%evt_broken%'");
      expect(rows).toEqual([{ error: 'data.notional_usd must be number' }]);
      expect((await pipeline.book.query('SELECT FROM ingest.refused')).rowCount).toBe(1);
    });

    test.each(Object.entries(clickhouseTables))('ClickHouse fills every column of %s', async (table, { columns }) => {
      const names = Object.entries<{ readonly type: string }>(columns)
        // An aggregate state cannot be compared with a default value.
        .filter(
          ([name, { type }]) => !type.startsWith('AggregateFunction') && !Object.hasOwn(unfilled, `${table}.${name}`),
        )
        .map(([name]) => name);
      const filled = names.map(
        (name) => `countIf(NOT isNull(${name}) AND ${name} != defaultValueOfArgumentType(assumeNotNull(${name})))`,
      );
      const [counts = []] = (await pipeline.askClickhouse(
        `SELECT ${filled.join(', ')} FROM agent_analytics.${table}`,
      )) as number[][];
      expect(names.filter((_, index) => !(Number(counts[index]) > 0))).toEqual([]);
    });

    test.each(Object.entries(postgresTables))('PostgreSQL fills every column of %s', async (table, { columns }) => {
      const names = Object.keys(columns).filter((name) => !Object.hasOwn(unfilled, `${table}.${name}`));
      const text = `SELECT ${names.map((name) => `count(${name})::int`).join(', ')} FROM ${table}`;
      const [counts = []] = (await pipeline.book.query({ text, rowMode: 'array' })).rows as unknown as number[][];
      expect(names.filter((_, index) => !(Number(counts[index]) > 0))).toEqual([]);
    });

    test.each(queries.map((query) => [query.where, query] as const))('%s', async (where, query) => {
      const { expanded } = expansionsOf(query, range, optionsOf);
      const all = expanded.find(({ choice }) => choice === 'all') ?? expanded[0];
      if (all === undefined) throw new Error(`${where} has no text.`);
      const result = await ask(pipeline, query.language, all.text);
      expect(resultProblems(query, result), all.text).toEqual([]);
      // A query that may be empty for a simulated fleet of this size may also be empty here.
      if (needsRows(all, AS_SIMULATED)) expect(result.rows.length, all.text).toBeGreaterThan(0);
    });
  },
);

function ask({ book, clickhouse }: Pipeline, language: string, sql: string): Promise<QueryResult> {
  if (language === 'postgres') return askPostgres((text) => book.query({ text, rowMode: 'array' }), sql);
  return askClickhouse(async (text) => {
    const url = `${clickhouse.url}/?database=agent_analytics&default_format=JSONCompact`;
    const response = await fetch(url, { method: 'POST', body: text });
    if (!response.ok) throw new Error(await response.text());
    return response.text();
  }, sql);
}

/** Ids of the platform's events in a time range, from its API. */
async function eventsOf(
  apiUrl: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor: string | null = '0'; cursor !== null;) {
    const response = await fetch(`${apiUrl}/events?from=${from}&to=${to}&limit=1000&cursor=${cursor}`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    const page = (await response.json()) as { events: { id: string }[]; next_cursor: string | null };
    for (const { id } of page.events) ids.add(id);
    cursor = page.next_cursor;
  }
  return ids;
}

/** An event with a string instead of a number. */
function brokenEvent(): WebhookEvent {
  const fill = eventStream({ events: 20, agents: 1, seed: 1, start: Date.now() }).find(
    ({ event }) => event === 'order.filled',
  );
  return { ...fill, id: 'evt_broken', data: { ...fill?.data, notional_usd: '640' } } as unknown as WebhookEvent;
}

/** The options of the dashboards' variables, from the stores. */
async function options({ book, askClickhouse: clickhouse }: Pipeline): Promise<OptionsOf> {
  const column = async (sql: string): Promise<string[]> =>
    (await book.query({ text: sql, rowMode: 'array' })).rows.map(([value]) => String(value));
  const fromClickhouse = async (sql: string): Promise<string[]> =>
    (await clickhouse(sql)).map((row) => String((row as unknown[])[0]));
  const known: Readonly<Record<string, readonly string[]>> = {
    agent_id: await column('SELECT agent_id FROM agents ORDER BY 1'),
    payer: await column('SELECT DISTINCT payer_agent_id FROM escrow_contracts ORDER BY 1'),
    payee: await column('SELECT DISTINCT payee_agent_id FROM escrow_contracts ORDER BY 1'),
    escrow_id: await column("SELECT escrow_id FROM escrow_contracts WHERE status = 'settled' ORDER BY 1"),
    strategy: await fromClickhouse('SELECT DISTINCT strategy_name FROM agent_analytics.agent_trades ORDER BY 1'),
    market: await fromClickhouse('SELECT DISTINCT market FROM agent_analytics.agent_trades ORDER BY 1'),
    ticker: await fromClickhouse('SELECT DISTINCT ticker FROM agent_analytics.agent_trades ORDER BY 1'),
  };
  return ({ name }) => known[name] ?? [];
}
