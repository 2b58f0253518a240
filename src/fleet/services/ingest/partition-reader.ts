import { setTimeout as wait } from 'node:timers/promises';

import type * as platformaticKafka from '@platformatic/kafka';
import type { Consumer, KafkaRecord } from '@platformatic/kafka';

import { optionalLibrary } from '../service/optional-library.ts';
import type { KafkaConnection } from './kafka-settings.ts';

/** One message of a partition. */
export interface PartitionMessage {
  readonly offset: number;
  readonly value: string;
}

/** Stores the messages of a topic. */
export interface PartitionStore {
  /** Returns the next offset of a partition; undefined if nothing of it is stored. */
  start(partition: number): Promise<number | undefined>;
  /** Stores messages of one partition in order, and returns the offset after the last stored message. */
  store(partition: number, messages: readonly PartitionMessage[]): Promise<number>;
}

/** Options of a topic reader. */
export interface ReaderOptions {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly group: string;
  /** Static name of this member. With it, a member that was killed gets its partitions back when it restarts. */
  readonly instance?: string | undefined;
  readonly sessionTimeoutMs: number;
  /** Milliseconds to wait for more messages. */
  readonly lingerMs: number;
  /** Most bytes to read from one partition at once. */
  readonly maxBytes: number;
  readonly store: PartitionStore;
  readonly onBacklog: (partition: number, messages: number) => void;
  /** Called after a failure; the reader then joins its group again. */
  readonly onFailure: (error: unknown) => void;
  /** Stops the reader after the batch that is being stored. */
  readonly signal: AbortSignal;
}

type Kafka = typeof platformaticKafka;
type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>;
type Fetched = ReadonlyMap<number, readonly PartitionMessage[]>;

const LONGEST_PAUSE_MS = 10_000;
/** Offset that Kafka returns for a partition without a commit. */
const NONE = -1n;

/**
 * Reads a topic as a member of a consumer group until the signal. The group only assigns partitions. The position of
 * each comes from the store whenever the group changes, because only the store knows what it has. The store must also
 * recognise messages that a former owner of a partition stores in the meantime.
 */
export async function readTopic(options: ReaderOptions): Promise<void> {
  const kafka = await optionalLibrary('@platformatic/kafka', () => import('@platformatic/kafka'));
  for (let failures = 0; !options.signal.aborted;) {
    try {
      await readUntilFailure(kafka, options, () => (failures = 0));
    } catch (error) {
      if (options.signal.aborted) return;
      options.onFailure(error);
      failures += 1;
      await wait(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures), undefined, { signal: options.signal }).catch(
        () => undefined,
      );
    }
  }
}

async function readUntilFailure(kafka: Kafka, options: ReaderOptions, onProgress: () => void): Promise<void> {
  const { connection, group, topic, store, signal, instance, sessionTimeoutMs } = options;
  const base = {
    ...connection,
    groupId: group,
    autocreateTopics: false,
    retries: 3,
    retryDelay: 300,
    connectTimeout: 3000,
    timeout: 10_000,
  };
  const member: Consumer = new kafka.Consumer({
    ...base,
    ...(instance === undefined ? {} : { groupInstanceId: instance }),
    sessionTimeout: sessionTimeoutMs,
    rebalanceTimeout: Math.max(sessionTimeoutMs, 15_000),
    heartbeatInterval: Math.max(250, Math.floor(sessionTimeoutMs / 4)),
  });
  // A fetch blocks its connection while it waits for messages, so heartbeats need a separate client.
  const fetcher: Consumer = new kafka.Consumer(base);
  try {
    let joins = 0;
    member.on('consumer:group:join', () => (joins += 1));
    member.topics.track(topic);
    fetcher.topics.track(topic);
    await member.joinGroup({});
    for (let known = -1, positions = new Map<number, number>(); !signal.aborted;) {
      if (known !== joins) {
        known = joins;
        positions = await startingPositions(member, options);
      }
      if (positions.size === 0) {
        await wait(200);
        continue;
      }
      const fetched = await fetchMessages(fetcher, options, positions);
      await Promise.all(
        [...fetched].map(async ([partition, messages]) =>
          positions.set(partition, await store.store(partition, messages)),
        ),
      );
      onProgress();
      // The commit is only for tools that watch the group; the authoritative positions are in the store.
      if (fetched.size > 0 && known === joins) {
        const offsets = [...fetched.keys()].map((partition) => ({
          topic,
          partition,
          offset: BigInt(positions.get(partition) ?? 0),
          leaderEpoch: -1,
        }));
        await member.commit({ offsets });
      }
    }
  } finally {
    await Promise.allSettled([member.close(true), fetcher.close(true)]);
  }
}

async function startingPositions(member: Consumer, { topic, store }: ReaderOptions): Promise<Map<number, number>> {
  const partitions = member.assignments?.find((assignment) => assignment.topic === topic)?.partitions ?? [];
  if (partitions.length === 0) return new Map();
  const earliest =
    (await member.listOffsets({ topics: [topic], partitions: { [topic]: partitions }, timestamp: -2n })).get(topic) ??
    [];
  const committed = (await member.listCommittedOffsets({ topics: [{ topic, partitions }] })).get(topic) ?? [];
  const starts = await Promise.all(
    partitions.map(async (partition) => {
      const commit = committed[partition] ?? NONE;
      const wanted = (await store.start(partition)) ?? Number(commit > NONE ? commit : 0n);
      // The topic's retention may have deleted messages that were wanted.
      return [partition, Math.max(wanted, Number(earliest[partition] ?? 0n))] as const;
    }),
  );
  return new Map(starts);
}

/** Fetches messages of each partition from its position on; partitions without messages are left out. */
async function fetchMessages(
  fetcher: Consumer,
  options: ReaderOptions,
  positions: ReadonlyMap<number, number>,
): Promise<Fetched> {
  const { topic, lingerMs, maxBytes, onBacklog } = options;
  const found = (await fetcher.metadata({ topics: [topic] })).topics.get(topic);
  if (found === undefined) throw new Error(`The brokers do not know the topic ${topic}.`);
  const byLeader = new Map<number, [number, number][]>();
  for (const position of positions) {
    const leader = found.partitions[position[0]]?.leader ?? -1;
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), position]);
  }
  const responses = await Promise.all(
    [...byLeader].map(([node, ofLeader]) =>
      fetcher.fetch({
        node,
        maxWaitTime: lingerMs,
        minBytes: maxBytes,
        maxBytes: maxBytes * ofLeader.length,
        topics: [
          {
            topicId: found.id,
            partitions: ofLeader.map(([partition, offset]) => ({
              partition,
              fetchOffset: BigInt(offset),
              currentLeaderEpoch: -1,
              lastFetchedEpoch: -1,
              partitionMaxBytes: maxBytes,
            })),
          },
        ],
      }),
    ),
  );
  return new Map(responses.flatMap((response) => messagesOf(response, positions, onBacklog)));
}

function messagesOf(
  { responses }: FetchResponse,
  positions: ReadonlyMap<number, number>,
  onBacklog: ReaderOptions['onBacklog'],
): [number, readonly PartitionMessage[]][] {
  return responses.flatMap(({ partitions }) =>
    partitions.flatMap(
      ({ partitionIndex: partition, records = [], highWatermark }): [number, readonly PartitionMessage[]][] => {
        const from = positions.get(partition) ?? 0;
        // Kafka returns whole producer batches, even if the position is in the middle of one.
        const messages = records
          .flatMap((batch) => batch.records.map((record) => message(Number(batch.firstOffset), record)))
          .filter(({ offset }) => offset >= from);
        onBacklog(partition, Math.max(0, Number(highWatermark) - (messages.at(-1)?.offset ?? from - 1) - 1));
        return messages.length === 0 ? [] : [[partition, messages]];
      },
    ),
  );
}

function message(firstOffset: number, { offsetDelta, value }: KafkaRecord): PartitionMessage {
  return { offset: firstOffset + offsetDelta, value: value?.toString('utf8') ?? '' };
}
