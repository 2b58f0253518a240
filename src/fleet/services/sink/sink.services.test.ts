import type { ChildProcess } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bundled, startProgram } from '../../../test/stores/bundled.ts';
import { type ClickhouseServer, startClickhouse } from '../../../test/stores/clickhouse-server.ts';
import { type KafkaBroker, startKafka } from '../../../test/stores/kafka-broker.ts';
import { missingForKafka } from '../../../test/stores/kafka-jars.ts';
import { freePort, waitForPort } from '../../../test/stores/ports.ts';
import { createTopics } from '../../../test/stores/topics.ts';
import { clickhouseSchema } from '../../stack/clickhouse-schema.ts';
import { agentOfEvent } from '../contracts/webhook-events.ts';
import { eventStream, truthOf } from '../testing/event-stream.ts';
import { produce } from '../testing/produce.ts';
import { endProcess } from '../../../test/stores/end-process.ts';

const missing = await missingForKafka();
const START = Date.now() - 3_600_000;

describe.skipIf(missing !== undefined)('the sink, between a real broker and ClickHouse', () => {
  let broker: KafkaBroker;
  let clickhouse: ClickhouseServer;
  let program: string;
  let port: number;
  const running = new Set<ChildProcess>();
  let heard = '';

  const start = async (more: NodeJS.ProcessEnv = {}): Promise<ChildProcess> => {
    port = await freePort();
    const env = {
      KAFKA_BROKERS: broker.address,
      KAFKA_SESSION_TIMEOUT_MS: '3000',
      CLICKHOUSE_URL: clickhouse.url,
      PF_HOST: '127.0.0.1',
      PF_PORT: String(port),
      PF_LINGER_MS: '200',
      PF_SINK_MAX_ROWS: '300',
      ...more,
    };
    const child = startProgram(program, ['sink'], { env, hear: (text) => (heard += text) });
    running.add(child);
    await waitForPort(port, child);
    return child;
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    running.delete(child);
    await endProcess(child, signal);
  };
  const ask = async (sql: string): Promise<unknown[]> =>
    (await clickhouse.run(`${sql} FORMAT JSONCompactEachRow`))
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  const rows = async (): Promise<number> =>
    Number(((await ask('SELECT toUInt32(count()) FROM agent_analytics.agent_trades')) as [[number]])[0][0]);

  beforeAll(async () => {
    [broker, clickhouse, program] = await Promise.all([
      startKafka(),
      startClickhouse(),
      bundled('src/fleet/services/testing/verbs.ts'),
    ]);
    await createTopics(broker.address, ['agent-trades'], 4);
    await clickhouse.run(clickhouseSchema({ database: 'agent_analytics' }));
  });
  afterAll(async () => {
    await Promise.all([...running].map((child) => end(child, 'SIGKILL')));
    await Promise.all([broker?.close(), clickhouse?.close()]);
  });

  test('events are stored once in the table and in every rollup, despite redeliveries and kills of the sink', async () => {
    const events = eventStream({ events: 6000, agents: 40, seed: 1, start: START });
    const truth = truthOf(events);
    // Every thirtieth event is repeated 800 messages later.
    const messages = events.flatMap((event, index) => {
      const again = events[index - 800];
      return index % 30 === 0 && again ? [event, again] : [event];
    });
    let child = await start();
    const sent = produce(
      broker.address,
      'agent-trades',
      messages.map((event) => ({
        key: agentOfEvent(event),
        value: JSON.stringify({ received_at: Date.now() / 1000, ...event }),
      })),
    );
    for (let kill = 0; kill < 4; kill += 1) {
      const before = await rows();
      await expect.poll(rows, { timeout: 60_000, interval: 20 }).toBeGreaterThan(before + 50);
      await end(child, 'SIGKILL');
      child = await start();
    }
    await sent;
    await expect
      .poll(async () => ask('SELECT toUInt32(uniqExact(trade_id)) FROM agent_analytics.agent_trades'), {
        timeout: 60_000,
      })
      .toEqual([[truth.rows]]);
    await end(child, 'SIGTERM');
    expect(await ask('SELECT toUInt32(count()) FROM agent_analytics.agent_trades')).toEqual([[truth.rows]]);
    expect(await ask('SELECT toUInt32(count()) FROM agent_analytics.agent_trades FINAL')).toEqual([[truth.rows]]);
    const sums =
      'toInt64(round(sum(pnl_sum) * 100)), toInt64(round(sum(volume_sum) * 100)), toInt64(round(sum(fee_sum) * 100)), toUInt32(sum(fill_count)), toUInt32(sum(settled_count))';
    expect(
      await ask(
        `SELECT ${sums} FROM agent_analytics.agent_pnl_hourly SETTINGS output_format_json_quote_64bit_integers = 0`,
      ),
    ).toEqual([[truth.pnlCents, truth.volumeCents, truth.feeCents, truth.fills, truth.settled]]);
    expect(await ask('SELECT toUInt32(sum(fill_count)) FROM agent_analytics.trade_flow_1m')).toEqual([[truth.fills]]);
    expect(await ask('SELECT toUInt32(sum(settled_count)) FROM agent_analytics.agent_pnl_daily')).toEqual([
      [truth.settled],
    ]);
  });
});
