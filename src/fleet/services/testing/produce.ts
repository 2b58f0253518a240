import { Producer, stringSerializers } from '@platformatic/kafka';

/** Writes messages with their keys to a topic, in order. */
export async function produce(
  address: string,
  topic: string,
  messages: readonly { readonly key: string; readonly value: string }[],
): Promise<void> {
  const producer = new Producer({
    clientId: 'test',
    bootstrapBrokers: [address],
    serializers: stringSerializers,
    retries: 10,
    retryDelay: 200,
  });
  try {
    for (let from = 0; from < messages.length; from += 1000)
      await producer.send({
        messages: messages.slice(from, from + 1000).map((message) => ({ topic, ...message })),
        acks: -1,
      });
  } finally {
    await producer.close();
  }
}
