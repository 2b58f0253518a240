import type { ClickHouseClient } from '@clickhouse/client';

import type { CheckedEvent, Envelope } from '../ingest/known-events.ts';
import type { PartitionMessage, PartitionStore } from '../ingest/partition-reader.ts';
import { type BatchPlan, batchPlans } from './batch-plan.ts';
import { insertLines, onceBy } from './clickhouse.ts';
import { type OtherTable, readMessage, type SinkItem } from './read-message.ts';
import { storedBefore } from './stored-before.ts';

/** Receives the outcome of the sink's work. */
export interface SinkReport {
  rows(table: 'agent_trades' | 'ingest_errors' | OtherTable, count: number): void;
  repeated(count: number): void;
  refused(partition: number, offset: number, error: string): void;
  batch(seconds: number): void;
}

/** Dependencies of the sink. */
export interface SinkParts {
  readonly client: ClickHouseClient;
  readonly topic: string;
  readonly quorum: boolean;
  readonly maxRows: number;
  readonly check: (body: Envelope) => CheckedEvent;
  readonly report: SinkReport;
}

/** State of a partition between two calls: an open plan, and messages that wait for the rest of their batch. */
interface State {
  known: BatchPlan | undefined;
  waiting: readonly PartitionMessage[];
}

/**
 * Stores a topic in ClickHouse, each event once: in `agent_trades` or another table, or as a dead letter in
 * `ingest_errors`. The order is plan, rows, dead letters. After a crash, the last batch of a partition is repeated as
 * planned.
 */
export function clickhouseSink(parts: SinkParts): PartitionStore {
  const { client, topic, quorum } = parts;
  const plans = batchPlans(client, topic, quorum);
  const states = new Map<number, State>();
  return {
    start: async (partition) => {
      const known = await plans.last(partition);
      states.set(partition, { known, waiting: [] });
      return known?.first;
    },
    store: async (partition, fetched) => {
      const state = states.get(partition) ?? { known: undefined, waiting: [] };
      states.set(partition, state);
      let left: readonly PartitionMessage[] = [...state.waiting, ...fetched];
      const behind = (left.at(-1)?.offset ?? -1) + 1;
      while (left.length > 0) {
        const stored = await storeBatch(parts, plans, partition, state, left);
        if (stored === undefined) break;
        left = left.filter(({ offset }) => offset > stored);
      }
      state.waiting = left;
      return behind;
    },
  };
}

/** Stores the first batch of the messages; returns its last offset, or undefined while its messages are incomplete. */
async function storeBatch(
  parts: SinkParts,
  plans: ReturnType<typeof batchPlans>,
  partition: number,
  state: State,
  messages: readonly PartitionMessage[],
): Promise<number | undefined> {
  const started = performance.now();
  const first = messages[0]?.offset ?? 0;
  const candidates = messages.slice(0, parts.maxRows).map((message) => readMessage(message, parts.check));
  const plan =
    state.known?.first === first ? state.known : await plans.agree(partition, await proposal(parts, first, candidates));
  if (plan.last > (messages.at(-1)?.offset ?? -1)) {
    state.known = plan;
    return undefined;
  }
  const items =
    plan.last <= (candidates.at(-1)?.offset ?? -1)
      ? candidates
      : messages.map((message) => readMessage(message, parts.check));
  const skipped = new Set(plan.repeated);
  await insert(
    parts,
    partition,
    plan,
    items.filter(({ offset }) => offset <= plan.last && !skipped.has(offset)),
  );
  parts.report.repeated(skipped.size);
  parts.report.batch((performance.now() - started) / 1000);
  state.known = undefined;
  return plan.last;
}

/** Plans a batch of these messages, without events that are already stored or appear twice. */
async function proposal({ client, quorum }: SinkParts, first: number, items: readonly SinkItem[]): Promise<BatchPlan> {
  const trades = items.filter((item) => item.kind === 'trade');
  const seen = new Set(
    trades.length === 0
      ? []
      : await storedBefore(
          client,
          trades.map(({ trade }) => trade),
          quorum,
        ),
  );
  const repeated: number[] = [];
  for (const { offset, trade } of trades) {
    if (seen.has(trade.trade_id)) repeated.push(offset);
    seen.add(trade.trade_id);
  }
  return { first, last: items.at(-1)?.offset ?? first, repeated };
}

async function insert(
  { client, topic, quorum, report }: SinkParts,
  partition: number,
  { first, last }: BatchPlan,
  items: readonly SinkItem[],
): Promise<void> {
  const settings = onceBy(`${topic}:${partition}:${first}-${last}`, quorum);
  const into = async (table: Parameters<SinkReport['rows']>[0], lines: readonly string[]): Promise<void> => {
    if (lines.length === 0) return;
    await insertLines(client, table, lines, settings);
    report.rows(table, lines.length);
  };
  const trades = items.filter((item) => item.kind === 'trade').map(({ line }) => line);
  const refused = items.filter((item) => item.kind === 'refused');
  await into('agent_trades', trades);
  const others = items.filter((item) => item.kind === 'other');
  for (const table of new Set(others.map((item) => item.table)))
    await into(
      table,
      others.filter((item) => item.table === table).flatMap(({ lines }) => lines),
    );
  await into(
    'ingest_errors',
    refused.map(({ offset, error, raw }) => JSON.stringify({ topic, partition, offset, error, raw })),
  );
  for (const { offset, error } of refused) report.refused(partition, offset, error);
}
