import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { missingForKafka } from '../../test/stores/kafka-jars.ts';
import { missingForPostgres } from '../../test/stores/postgres-server.ts';
import { createRandom } from '../simulator/random.ts';
import { eventStream, truthOf } from './testing/event-stream.ts';
import { type Pipeline, SECRET, startPipeline } from './testing/pipeline.ts';
import { delivered, sendEvents } from './testing/send-events.ts';
import { until } from './testing/until.ts';

const missing = (await missingForKafka()) ?? (await missingForPostgres());
const EVENTS = Number(process.env['PF_TEST_EVENTS'] ?? 20_000);
const KILLS = 5;
const PARTS = ['webhook', 'sink', 'book', 'broker'] as const;

describe.skipIf(missing !== undefined)(
  `${EVENTS} signed events of 300 agents, while receiver, sink, book and broker are killed ${KILLS} times each`,
  () => {
    const events = eventStream({ events: EVENTS, agents: 300, seed: 5, start: Date.now() - EVENTS * 25 - 60_000 });
    const truth = truthOf(events);
    let pipeline: Pipeline;
    const kills: string[] = [];

    beforeAll(
      async () => {
        pipeline = await startPipeline();
        const random = createRandom(11, 'kills');
        const arriving = delivered(events, { seed: 3, redelivered: 0.03 });
        const plan = PARTS.flatMap((part) =>
          Array.from({ length: KILLS }, () => ({ part, at: Math.floor(random.between(0.02, 0.98) * arriving.length) })),
        );
        plan.sort((one, other) => one.at - other.at);
        let killing = Promise.resolve();
        await sendEvents(arriving, {
          url: pipeline.url,
          secret: SECRET,
          concurrency: 64,
          onTaken: (count) => {
            for (let next = plan[0]; next !== undefined && next.at <= count; next = plan[0]) {
              plan.shift();
              const { part } = next;
              killing = killing.then(async () => {
                if (part === 'broker') await pipeline.broker.restart();
                else await pipeline.killService(part);
                kills.push(part);
              });
            }
          },
        });
        await killing;
        const isStored = async (): Promise<boolean> => {
          const [[rows]] = (await pipeline.askClickhouse(
            'SELECT uniqExact(trade_id) FROM agent_analytics.agent_trades',
          )) as [[number]];
          const { rows: booked } = await pipeline.book.query<{ count: number }>(
            'SELECT count(*)::int AS count FROM ingest.events',
          );
          return rows === truth.rows && booked[0]?.count === truth.rows;
        };
        await until(isStored, 180_000 + EVENTS * 6);
        // After a graceful stop nothing is in flight that could still be stored.
        await pipeline.stopService('webhook');
        await pipeline.stopService('sink');
        await pipeline.stopService('book');
      },
      900_000 + EVENTS * 30,
    );
    afterAll(() => pipeline?.close());

    test('every component was killed the planned number of times', () => {
      expect(PARTS.map((part) => kills.filter((killed) => killed === part).length)).toEqual([
        KILLS,
        KILLS,
        KILLS,
        KILLS,
      ]);
    });

    test.each([
      ['rows', 'SELECT count() FROM agent_analytics.agent_trades', () => [truth.rows]],
      ['rows, merged', 'SELECT count() FROM agent_analytics.agent_trades FINAL', () => [truth.rows]],
      [
        'P&L, volume and fees of the rows',
        "SELECT toInt64(round(sum(pnl_usd) * 100)), toInt64(round(sumIf(notional_usd, event IN ('fill', 'settle')) * 100)), toInt64(round(sum(fee_usd) * 100)) FROM agent_analytics.agent_trades FINAL",
        () => [truth.pnlCents, truth.volumeCents, truth.feeCents],
      ],
      [
        'the hourly rollup',
        'SELECT toInt64(round(sum(pnl_sum) * 100)), toInt64(round(sum(volume_sum) * 100)), toInt64(round(sum(fee_sum) * 100)), sum(fill_count), sum(settled_count) FROM agent_analytics.agent_pnl_hourly',
        () => [truth.pnlCents, truth.volumeCents, truth.feeCents, truth.fills, truth.settled],
      ],
      ['the trade flow per minute', 'SELECT sum(fill_count) FROM agent_analytics.trade_flow_1m', () => [truth.fills]],
      [
        'the daily rollup',
        'SELECT toInt64(round(sum(pnl_sum) * 100)), sum(settled_count) FROM agent_analytics.agent_pnl_daily',
        () => [truth.pnlCents, truth.settled],
      ],
      ['dead letters', 'SELECT count() FROM agent_analytics.ingest_errors', () => [0]],
    ])('ClickHouse: %s', async (_what, sql, expected) => {
      expect(await pipeline.askClickhouse(sql)).toEqual([expected()]);
    });

    test('ClickHouse: the P&L of every agent, in the rows and in the rollup', async () => {
      const expected = [...truth.pnlByAgent].toSorted(([one], [other]) => (one < other ? -1 : 1));
      for (const sql of [
        'SELECT agent_id, toInt64(round(sum(pnl_usd) * 100)) FROM agent_analytics.agent_trades FINAL WHERE pnl_usd IS NOT NULL GROUP BY 1 ORDER BY 1',
        'SELECT agent_id, toInt64(round(sum(pnl_sum) * 100)) FROM agent_analytics.agent_pnl_daily GROUP BY 1 ORDER BY 1',
      ])
        expect(await pipeline.askClickhouse(sql)).toEqual(expected);
    });

    test('PostgreSQL: the sum of the ledger, and the trades', async () => {
      const ask = async (text: string): Promise<unknown> =>
        (await pipeline.book.query({ text, rowMode: 'array' })).rows;
      expect(await ask('SELECT (sum(amount_usdc) * 100)::bigint::int FROM pnl_ledger')).toEqual([[truth.pnlCents]]);
      expect(
        await ask('SELECT count(*)::int, (sum(pnl_usdc) * 100)::int FROM trades WHERE settled_at IS NOT NULL'),
      ).toEqual([[truth.settled, truth.pnlCents]]);
      const expected = [...truth.pnlByAgent].toSorted(([one], [other]) => (one < other ? -1 : 1));
      expect(
        await ask(
          'SELECT agent_id, (sum(amount_usdc) * 100)::int FROM pnl_ledger GROUP BY 1 ORDER BY agent_id COLLATE "C"',
        ),
      ).toEqual(expected);
      expect(await ask('SELECT count(*)::int FROM ingest.refused')).toEqual([[0]]);
    });

    test('no service printed a secret', () => expect(pipeline.said()).not.toContain(SECRET));
  },
);
