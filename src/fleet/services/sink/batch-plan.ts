import type { ClickHouseClient } from '@clickhouse/client';

import { afterInserts, onceBy } from './clickhouse.ts';

/** The content of one batch: a range of offsets, without those whose events are already stored. */
export interface BatchPlan {
  readonly first: number;
  readonly last: number;
  readonly repeated: readonly number[];
}

/**
 * The plans of a topic's batches. A plan is written before its batch, with a deduplication token from its first offset:
 * of two plans with the same first offset, ClickHouse keeps the first. Every insert of the batch, also after a crash or
 * by another process, therefore has the same rows and the same token, and is stored once.
 */
export interface BatchPlans {
  /** Returns the last plan of a partition; its batch may not be stored yet. */
  last(partition: number): Promise<BatchPlan | undefined>;
  /** Proposes a plan; returns the plan that was kept. */
  agree(partition: number, plan: BatchPlan): Promise<BatchPlan>;
}

interface PlanRow {
  readonly first_offset: string;
  readonly last_offset: string;
  readonly repeated: readonly string[];
}

/** Stores the plans in `ingest_batches`. */
export function batchPlans(client: ClickHouseClient, topic: string, quorum: boolean): BatchPlans {
  const ask = async (
    condition: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<BatchPlan | undefined> => {
    const result = await client.query({
      query: `SELECT first_offset, last_offset, repeated FROM ingest_batches WHERE topic = {topic:String} AND partition = {partition:UInt32} ${condition} LIMIT 1`,
      query_params: { topic, ...parameters },
      format: 'JSONEachRow',
      clickhouse_settings: { ...afterInserts(quorum), output_format_json_quote_64bit_integers: 1 },
    });
    const [row] = await result.json<PlanRow>();
    return (
      row && { first: Number(row.first_offset), last: Number(row.last_offset), repeated: row.repeated.map(Number) }
    );
  };
  return {
    last: (partition) => ask('ORDER BY first_offset DESC', { partition }),
    agree: async (partition, { first, last, repeated }) => {
      await client.insert({
        table: 'ingest_batches',
        values: [{ topic, partition, first_offset: first, last_offset: last, repeated }],
        format: 'JSONEachRow',
        clickhouse_settings: onceBy(`plan:${topic}:${partition}:${first}`, quorum),
      });
      const agreed = await ask('AND first_offset = {first:UInt64} ORDER BY planned_at', { partition, first });
      if (agreed === undefined)
        throw new Error(
          `ClickHouse accepted the plan of partition ${partition} from offset ${first} but does not return it.`,
        );
      return agreed;
    },
  };
}
