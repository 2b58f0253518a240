import type { ClickHouseClient } from '@clickhouse/client';
import type { Consumer as Reader } from '@platformatic/kafka';

import { eventId } from '../ingest/event-id.ts';
import type { KafkaConnection } from '../ingest/kafka-settings.ts';
import { agentKey, type Envelope, envelopeProblem } from '../ingest/known-events.ts';
import { optionalLibrary } from '../service/optional-library.ts';
import type { EventProducer } from '../webhook/event-producer.ts';
import type { TimeRange } from './time-range.ts';

/** Number of messages that were sent again, and that could not be. */
export interface Replayed {
  readonly sent: number;
  readonly skipped: number;
}

/** Most messages in flight. */
const WINDOW = 1000;
/** A dead letter of this length was truncated when it was stored. */
const CUT_AT = 64 * 1024;

/**
 * Writes the messages of a time range to the same topic again. The sink and the book recognise stored events by their
 * ids, and store the missing ones. Messages that arrive during the run are not sent again.
 */
export async function replayTopic(
  connection: KafkaConnection,
  topic: string,
  { from, to }: TimeRange,
  producer: EventProducer,
): Promise<Replayed> {
  const { Consumer } = await optionalLibrary('@platformatic/kafka', () => import('@platformatic/kafka'));
  const consumer = new Consumer({
    ...connection,
    groupId: `pf-replay-${process.pid}-${Date.now()}`,
    autocreateTopics: false,
    retries: 5,
  });
  const sender = windowOf(producer, topic);
  try {
    const first = await offsetsAt(consumer, topic, from);
    const behind = await offsetsAt(consumer, topic, to);
    const ends = (await consumer.listOffsets({ topics: [topic] })).get(topic) ?? [];
    const left = new Map<number, bigint>();
    const offsets = ends.flatMap((end, partition) => {
      const [start, stop] = [first.get(partition) ?? end, behind.get(partition) ?? end];
      if (start >= stop) return [];
      left.set(partition, stop);
      return [{ topic, partition, offset: start }];
    });
    if (left.size === 0) return sender.done();
    const others = ends
      .map((end, partition) => ({ topic, partition, offset: end }))
      .filter(({ partition }) => !left.has(partition));
    const stream = await consumer.consume({
      topics: [topic],
      mode: 'manual',
      offsets: [...offsets, ...others],
      autocommit: false,
    });
    for await (const { partition, offset, value } of stream) {
      const stop = left.get(partition);
      if (stop === undefined) continue;
      if (offset < stop) await sender.send(value.toString('utf8'));
      if (offset >= stop - 1n) left.delete(partition);
      if (left.size === 0) break;
    }
    return await sender.done();
  } finally {
    await consumer.close(true);
  }
}

/** Writes the dead letters of a time range to the topic again, for a newer contract. Skips truncated ones. */
export async function replayDeadLetters(
  client: ClickHouseClient,
  topic: string,
  { from, to }: TimeRange,
  producer: EventProducer,
): Promise<Replayed> {
  const result = await client.query({
    query:
      'SELECT raw FROM ingest_errors WHERE topic = {topic:String} AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64}) ORDER BY partition, offset',
    query_params: { topic, from, to },
    format: 'JSONCompactEachRow',
  });
  const sender = windowOf(producer, topic);
  for await (const rows of result.stream<[string]>()) for (const row of rows) await sender.send(row.json()[0]);
  return sender.done();
}

/** Returns the first offset of each partition at or after a time, without partitions that have no later message. */
async function offsetsAt(consumer: Reader, topic: string, at: number): Promise<Map<number, bigint>> {
  const found =
    (await consumer.listOffsetsWithTimestamps({ topics: [topic], timestamp: BigInt(at) })).get(topic) ??
    new Map<number, { offset: bigint }>();
  return new Map(
    [...found].filter(([, { offset }]) => offset >= 0n).map(([partition, { offset }]) => [partition, offset]),
  );
}

/** Sends messages to a topic with the partition keys of their events, many at a time. */
function windowOf(producer: EventProducer, topic: string) {
  let sent = 0;
  let skipped = 0;
  const onTheWay = new Set<Promise<void>>();
  return {
    send: async (value: string): Promise<void> => {
      const event = value.length >= CUT_AT ? undefined : envelopeOf(value);
      if (event === undefined) {
        skipped += 1;
        return;
      }
      const id = eventId(event as unknown as Readonly<Record<string, unknown>>);
      const sending = producer
        .send({ topic, key: agentKey(event) ?? id, value, headers: { 'pf-event': event.event, 'pf-replay': 'true' } })
        .then(() => {
          sent += 1;
          onTheWay.delete(sending);
        });
      // A failure is reported when the promise is awaited, unless another failure ends the run first.
      sending.catch(() => undefined);
      onTheWay.add(sending);
      if (onTheWay.size >= WINDOW) await Promise.race(onTheWay);
    },
    done: async (): Promise<Replayed> => {
      await Promise.all(onTheWay);
      return { sent, skipped };
    },
  };
}

function envelopeOf(text: string): Envelope | undefined {
  try {
    const body: unknown = JSON.parse(text);
    // `envelopeProblem` has checked it.
    return envelopeProblem(body) === undefined ? (body as Envelope) : undefined;
  } catch {
    return undefined;
  }
}
