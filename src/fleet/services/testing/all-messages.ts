import { Consumer, stringDeserializers } from '@platformatic/kafka';

/** One message of a topic with its parsed value. */
export interface SeenMessage {
  readonly key: string;
  readonly partition: number;
  readonly offset: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Reads all messages of a topic. */
export async function allMessages(address: string, topic: string): Promise<SeenMessage[]> {
  const consumer = new Consumer({
    groupId: `look-${Date.now()}-${Math.round(Math.random() * 1e9)}`,
    clientId: 'look',
    bootstrapBrokers: [address],
    deserializers: stringDeserializers,
    retries: 10,
    retryDelay: 200,
  });
  try {
    const ends = (await consumer.listOffsets({ topics: [topic] })).get(topic) ?? [];
    const left = new Map(
      ends
        .map((end, partition) => [partition, end])
        .filter((entry): entry is [number, bigint] => (entry[1] as bigint) > 0n),
    );
    const seen: SeenMessage[] = [];
    if (left.size === 0) return seen;
    const stream = await consumer.consume({
      topics: [topic],
      mode: 'earliest',
      autocommit: false,
      sessionTimeout: 10_000,
    });
    for await (const { key, value, partition, offset } of stream) {
      const end = left.get(partition);
      if (end === undefined || offset >= end) continue;
      seen.push({ key, partition, offset: Number(offset), body: JSON.parse(value) as SeenMessage['body'] });
      if (offset === end - 1n) left.delete(partition);
      if (left.size === 0) break;
    }
    return seen;
  } finally {
    await consumer.close(true);
  }
}
