import { setTimeout as wait } from 'node:timers/promises';

import type { Producer } from '@platformatic/kafka';

import type { KafkaConnection } from '../ingest/kafka-settings.ts';
import { optionalLibrary } from '../service/optional-library.ts';

/** One message to send. */
export interface EventMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Thrown when a message was not accepted. */
export class NotTaken extends Error {
  /** `full` if too many messages are waiting, `unreachable` if the brokers did not confirm it in time. */
  readonly reason: 'full' | 'unreachable';

  constructor(reason: NotTaken['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotTaken';
    this.reason = reason;
  }
}

/** Writes messages to Kafka in batches and confirms each message. */
export interface EventProducer {
  /** Resolves when all in-sync replicas have the message. After `NotTaken` is thrown, the brokers may still have it. */
  send(message: EventMessage): Promise<void>;
  /** Number of messages that no broker has confirmed yet. */
  waiting(): number;
  /** Rejects when no broker answers or a topic is missing. */
  check(topics: readonly string[]): Promise<void>;
  /** Waits for all pending messages, then closes. */
  close(): Promise<void>;
}

interface Limits {
  /** Most messages that may wait; further ones are refused, never dropped. */
  readonly maxWaiting: number;
  /** Milliseconds after which an unconfirmed message is given up. */
  readonly timeoutMs: number;
}

interface Waiting {
  readonly message: EventMessage;
  readonly bytes: number;
  readonly deadline: number;
  readonly taken: () => void;
  readonly refused: (reason: NotTaken) => void;
}

/** Collects messages for a moment into one request, as Kafka's own clients do. */
const LINGER_MS = 5;
const MAX_BATCH = 2000;
/**
 * A broker refuses a batch larger than its `message.max.bytes`, 1 MiB by default, and would refuse all its events again
 * with every retry.
 */
const MAX_BATCH_BYTES = 900_000;
/** Bytes of a message in addition to its body: key, headers and lengths. */
const BESIDE_BODY = 128;

/** Creates an idempotent producer that waits for all in-sync replicas and compresses with LZ4. */
export async function eventProducer(
  connection: KafkaConnection,
  { maxWaiting, timeoutMs }: Limits,
): Promise<EventProducer> {
  const kafka = await optionalLibrary('@platformatic/kafka', () => import('@platformatic/kafka'));
  const open = (): Producer<string, string, string, string> =>
    new kafka.Producer({
      ...connection,
      serializers: kafka.stringSerializers,
      idempotent: true,
      acks: kafka.ProduceAcks.ALL,
      compression: 'lz4',
      autocreateTopics: false,
      retries: 2,
      retryDelay: 200,
      timeout: Math.max(1000, Math.floor(timeoutMs / 3)),
      connectTimeout: Math.max(500, Math.floor(timeoutMs / 4)),
    });
  let producer = open();
  let queue: Waiting[] = [];
  let onItsWay = 0;
  let running: Promise<void> | undefined;

  const reopen = (): void => {
    // A failed producer may have lost its sequence numbers. If a new one writes an event twice, both have the same id.
    const failed = producer;
    producer = open();
    void Promise.resolve(failed.close(true)).catch(() => undefined);
  };

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    onItsWay = batch.length;
    try {
      await producer.send({ messages: batch.map(({ message }) => ({ ...message })) });
      for (const { taken } of batch) taken();
    } catch (cause) {
      reopen();
      for (const { refused } of batch)
        refused(new NotTaken('unreachable', 'The brokers did not confirm the event.', { cause }));
    } finally {
      onItsWay = 0;
    }
  };

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // Also waits between requests, because a request costs more than its messages.
      await wait(LINGER_MS);
      const now = Date.now();
      const late = queue.filter(({ deadline }) => deadline <= now);
      const batch = queue.filter(({ deadline }) => deadline > now);
      queue = batch.splice(countThatFits(batch));
      for (const { refused } of late) refused(new NotTaken('unreachable', 'The brokers did not answer in time.'));
      if (batch.length > 0) await write(batch);
    }
    running = undefined;
  };

  return {
    send: (message) => {
      if (queue.length + onItsWay >= maxWaiting)
        return Promise.reject(new NotTaken('full', `${maxWaiting} events are already waiting for the brokers.`));
      return new Promise((taken, refused) => {
        queue.push({
          message,
          bytes: Buffer.byteLength(message.value) + BESIDE_BODY,
          deadline: Date.now() + timeoutMs,
          taken,
          refused,
        });
        running ??= drain();
      });
    },
    waiting: () => queue.length + onItsWay,
    check: async (topics) => void (await producer.metadata({ topics: [...topics], forceUpdate: true })),
    close: async () => {
      await running;
      await producer.close();
    },
  };
}

/** Returns how many messages fit into one batch. A single message always does; the brokers may still refuse it. */
function countThatFits(messages: readonly Waiting[]): number {
  let bytes = 0;
  const over = messages.findIndex((message, index) => {
    bytes += message.bytes;
    return index > 0 && (bytes > MAX_BATCH_BYTES || index >= MAX_BATCH);
  });
  return over < 0 ? messages.length : over;
}
