import { Admin } from '@platformatic/kafka';

/** Creates topics with the given number of partitions each. */
export async function createTopics(address: string, topics: readonly string[], partitions: number): Promise<void> {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [address], retries: 10, retryDelay: 200 });
  try {
    await admin.createTopics({ topics: [...topics], partitions, replicas: 1 });
  } finally {
    await admin.close();
  }
}
