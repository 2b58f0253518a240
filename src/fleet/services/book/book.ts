import type { Pool, PoolClient } from 'pg';

import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { eventId } from '../ingest/event-id.ts';
import { withoutKeys } from '../ingest/hide-keys.ts';
import {
  type CheckedEvent,
  type Envelope,
  envelopeProblem,
  isKnownKind,
  unknownKindProblem,
} from '../ingest/known-events.ts';
import type { PartitionMessage, PartitionStore } from '../ingest/partition-reader.ts';
import { addEvent } from './add-event.ts';
import { noChanges } from './changes.ts';
import { writeChanges } from './write.ts';

/** Receives the outcome of the book's work. */
export interface BookReport {
  events(result: 'stored' | 'repeated' | 'refused', count: number): void;
  refused(partition: number, offset: number, error: string): void;
}

/** Dependencies of the book. */
export interface BookParts {
  readonly pool: Pool;
  readonly topic: string;
  readonly check: (body: Envelope) => CheckedEvent;
  readonly report: BookReport;
}

/** A message that was read: an event, or the reason why it is not an event. */
type ReadMessage =
  | { readonly offset: number; readonly id: string; readonly event: WebhookEvent }
  | { readonly offset: number; readonly problem: string; readonly raw: string };

/** Most messages per transaction. */
const BATCH = 1000;

/**
 * Stores a topic in the book of record, each event once: an event's changes, its id, and the partition's offset are
 * written in one transaction. A process that has lost the partition to another owner sees that in the offset and stores
 * nothing.
 */
export function bookStore(parts: BookParts): PartitionStore {
  const { pool, topic } = parts;
  return {
    start: async (partition) => {
      const { rows } = await pool.query<{ next_offset: string }>(
        'SELECT next_offset FROM ingest.offsets WHERE topic = $1 AND partition = $2',
        [topic, partition],
      );
      return rows[0] && Number(rows[0].next_offset);
    },
    store: async (partition, messages) => {
      let behind = 0;
      for (let from = 0; from < messages.length; from += BATCH)
        behind = await storeMessages(parts, partition, messages.slice(from, from + BATCH));
      return behind;
    },
  };
}

async function storeMessages(
  parts: BookParts,
  partition: number,
  messages: readonly PartitionMessage[],
): Promise<number> {
  const read = messages.map((message) => readMessage(message, parts.check));
  try {
    return await storeRead(parts, partition, read);
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (read.length > 1) return storeOneByOne(parts, partition, messages);
    // The tables refuse this message: it is kept for inspection, and the partition continues.
    const [{ offset = 0, value = '' } = {}] = messages;
    const refused: ReadMessage = { offset, problem: error.message, raw: withoutKeys(value) };
    return storeRead(parts, partition, [refused]);
  }
}

async function storeOneByOne(
  parts: BookParts,
  partition: number,
  messages: readonly PartitionMessage[],
): Promise<number> {
  let behind = 0;
  for (const message of messages) behind = await storeMessages(parts, partition, [message]);
  return behind;
}

/** Stores messages in one transaction; returns the offset after the last message that any process has stored. */
async function storeRead(
  { pool, topic, report }: BookParts,
  partition: number,
  read: readonly ReadMessage[],
): Promise<number> {
  const { behind, stored, repeated, refused } = await inTransaction(pool, (client) =>
    writeRead(client, topic, partition, read),
  );
  report.events('stored', stored);
  report.events('repeated', repeated);
  report.events('refused', refused.length);
  for (const { offset, problem } of refused) report.refused(partition, offset, problem);
  return behind;
}

async function writeRead(client: PoolClient, topic: string, partition: number, read: readonly ReadMessage[]) {
  const next = await lockedOffset(client, topic, partition);
  const left = read.filter(({ offset }) => offset >= next);
  const events = left.filter((item) => 'event' in item);
  const refused = left.filter((item) => 'problem' in item);
  const behind = (left.at(-1)?.offset ?? next - 1) + 1;
  const fresh = await claim(
    client,
    events.map(({ id }) => id),
  );
  const stored = fresh.size;
  const changes = noChanges();
  // Each id is deleted from the set when used, because the same event may appear twice in a batch.
  for (const { id, event } of events) if (fresh.delete(id)) addEvent(changes, event, id);
  await writeChanges(client, changes);
  for (const { offset, problem, raw } of refused)
    await client.query(REFUSED, [topic, partition, offset, problem, raw.replaceAll('\0', '')]);
  await client.query('UPDATE ingest.offsets SET next_offset = $3 WHERE topic = $1 AND partition = $2', [
    topic,
    partition,
    behind,
  ]);
  return { behind, stored, repeated: events.length - stored, refused };
}

const REFUSED =
  'INSERT INTO ingest.refused (topic, partition, message_offset, error, raw) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';

/** Returns the partition's offset and locks it: no other process can store the partition until the transaction ends. */
async function lockedOffset(client: PoolClient, topic: string, partition: number): Promise<number> {
  await client.query(
    'INSERT INTO ingest.offsets (topic, partition, next_offset) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING',
    [topic, partition],
  );
  const { rows } = await client.query<{ next_offset: string }>(
    'SELECT next_offset FROM ingest.offsets WHERE topic = $1 AND partition = $2 FOR UPDATE',
    [topic, partition],
  );
  return Number(rows[0]?.next_offset ?? 0);
}

/** Stores ids of events; returns those that were new. */
async function claim(client: PoolClient, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await client.query<{ event_id: string }>(
    'INSERT INTO ingest.events (event_id) SELECT DISTINCT id FROM unnest($1::text[]) AS id ORDER BY id ON CONFLICT DO NOTHING RETURNING event_id',
    [ids],
  );
  return new Set(rows.map(({ event_id: id }) => id));
}

function readMessage({ offset, value }: PartitionMessage, check: BookParts['check']): ReadMessage {
  const refused = (problem: string): ReadMessage => ({
    offset,
    problem: withoutKeys(problem),
    raw: withoutKeys(value),
  });
  const body = parsed(value);
  const problem = body === undefined ? 'The message is not JSON.' : envelopeProblem(body);
  if (problem !== undefined) return refused(problem);
  const envelope = body as Envelope;
  if (!isKnownKind(envelope.event)) return refused(unknownKindProblem(envelope.event));
  const checked = check(envelope);
  return 'problem' in checked
    ? refused(checked.problem)
    : { offset, id: eventId(body as Record<string, unknown>), event: checked.event };
}

function parsed(text: string): unknown {
  try {
    // PostgreSQL's text type cannot hold a NUL character.
    return JSON.parse(text.replaceAll(String.raw`\u0000`, ''));
  } catch {
    return undefined;
  }
}

async function inTransaction<T>(pool: Pool, task: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await task(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      // A connection that cannot roll back is closed, not reused.
      () => client.release(true),
    );
    throw error;
  }
}

/** True when PostgreSQL refused the data: a value out of range, or a violated constraint. */
function isDataError(error: unknown): error is Error {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && (code.startsWith('22') || code.startsWith('23'));
}
