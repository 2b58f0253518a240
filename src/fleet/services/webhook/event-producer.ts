import { setTimeout as wait } from 'node:timers/promises';

import type { Producer } from '@platformatic/kafka';

import type { KafkaConnection } from '../ingest/kafka-settings.ts';
import { optionalLibrary } from '../service/optional-library.ts';

/** One message on its way. */
export interface EventMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Why a message was not taken. */
export class NotTaken extends Error {
  /** `full` while too many wait already, `unreachable` when the brokers did not confirm it in time. */
  readonly reason: 'full' | 'unreachable';

  constructor(reason: NotTaken['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotTaken';
    this.reason = reason;
  }
}

/** Writes messages to Kafka, several at once, and says of each when the brokers have it. */
export interface EventProducer {
  /** Resolves once all replicas in sync have the message; rejects with `NotTaken`, after which the brokers may have it all the same. */
  send(message: EventMessage): Promise<void>;
  /** Messages that no broker has confirmed yet. */
  waiting(): number;
  /** Rejects when no broker answers or a topic is missing. */
  check(topics: readonly string[]): Promise<void>;
  /** Waits for every message on its way, then closes. */
  close(): Promise<void>;
}

interface Limits {
  /** Messages that may wait; the next one is refused, never dropped. */
  readonly maxWaiting: number;
  /** Milliseconds until a message that no broker confirmed is given up. */
  readonly timeoutMs: number;
}

interface Waiting {
  readonly message: EventMessage;
  readonly bytes: number;
  readonly deadline: number;
  readonly taken: () => void;
  readonly refused: (reason: NotTaken) => void;
}

/** As Kafka's own clients: messages of one moment share a request. */
const LINGER_MS = 5;
const MAX_BATCH = 2000;
/**
 * A broker refuses a batch beyond its `message.max.bytes`, 1 MiB when nothing else is set, and with it every event in it,
 * forever.
 */
const MAX_BATCH_BYTES = 900_000;
/** What a message takes beside its body: key, headers, lengths. */
const BESIDE_BODY = 128;

/** Connects a producer that waits for all replicas, is idempotent and compresses with LZ4. */
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
    // A producer that failed may have lost count of its sequence numbers. A new one starts afresh; what was written twice has one id.
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
      // Also between two requests: each costs more than the messages in it.
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

/** How many of the first messages fit into one batch; a single one always does, and is the brokers' to judge. */
function countThatFits(messages: readonly Waiting[]): number {
  let bytes = 0;
  const over = messages.findIndex((message, index) => {
    bytes += message.bytes;
    return index > 0 && (bytes > MAX_BATCH_BYTES || index >= MAX_BATCH);
  });
  return over < 0 ? messages.length : over;
}
