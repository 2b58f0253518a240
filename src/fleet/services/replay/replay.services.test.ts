import type { ChildProcess } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { UserError } from '../../../diagnostics/errors.ts';
import { bundled, startProgram } from '../../../test/stores/bundled.ts';
import { type ClickhouseServer, startClickhouse } from '../../../test/stores/clickhouse-server.ts';
import { type KafkaBroker, startKafka } from '../../../test/stores/kafka-broker.ts';
import { missingForKafka } from '../../../test/stores/kafka-jars.ts';
import { freePort, waitForPort } from '../../../test/stores/ports.ts';
import { createTopics } from '../../../test/stores/topics.ts';
import { clickhouseKafkaEngine } from '../../stack/clickhouse-kafka-engine.ts';
import { clickhouseSchema } from '../../stack/clickhouse-schema.ts';
import { API_KEY, END, mockPlatform } from '../testing/mock-platform.ts';
import { produce } from '../testing/produce.ts';
import { listWebhooks, registerWebhook, registrationSettings, rotateSecret } from '../webhook/registration.ts';
import { runBackfill, runReplay } from './run.ts';
import { endProcess } from '../../../test/stores/end-process.ts';

const missing = await missingForKafka();
const SECRET = 'the-secret-of-the-webhook';
const DAY = 86_400_000;

describe.skipIf(missing !== undefined)('recovering lost events', () => {
  let broker: KafkaBroker;
  let clickhouse: ClickhouseServer;
  let platform: Awaited<ReturnType<typeof mockPlatform>>;
  let sink: ChildProcess;
  let environment: NodeJS.ProcessEnv;
  const history = { from: new Date(END - 2 * DAY).toISOString(), to: new Date(END + DAY).toISOString() };

  const ask = async (sql: string, database = 'agent_analytics'): Promise<unknown[]> => {
    const body = `${sql} FORMAT JSONCompactEachRow SETTINGS output_format_json_quote_64bit_integers = 0`;
    const response = await fetch(`${clickhouse.url}/?database=${database}`, { method: 'POST', body });
    if (!response.ok) throw new Error(await response.text());
    return (await response.text())
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  };
  const totals = () =>
    ask(
      'SELECT (SELECT count() FROM agent_trades), (SELECT count() FROM agent_trades FINAL), (SELECT sum(settled_count) FROM agent_pnl_hourly), (SELECT round(sum(pnl_sum), 4) FROM agent_pnl_daily)',
    );
  /** Waits until the totals no longer change. */
  const settled = async (): Promise<unknown[]> => {
    let before: unknown[] = [];
    await expect
      .poll(
        async () => {
          const now = await totals();
          const isSame = JSON.stringify(now) === JSON.stringify(before) && Number((now[0] as number[])[0]) > 0;
          before = now;
          return isSame;
        },
        { timeout: 120_000, interval: 3000 },
      )
      .toBe(true);
    return before;
  };

  beforeAll(async () => {
    platform = await mockPlatform();
    const [startedBroker, startedClickhouse, program] = await Promise.all([
      startKafka(),
      startClickhouse(),
      bundled('src/fleet/services/testing/verbs.ts'),
    ]);
    broker = startedBroker;
    clickhouse = startedClickhouse;
    await createTopics(broker.address, ['agent-trades', 'agent-events-unknown'], 2);
    await clickhouse.run(clickhouseSchema({ database: 'agent_analytics' }));
    await clickhouse.run('SYSTEM STOP TTL MERGES');
    const port = await freePort();
    environment = {
      KAFKA_BROKERS: broker.address,
      CLICKHOUSE_URL: clickhouse.url,
      PF_API_URL: platform.url,
      PF_API_KEY: API_KEY,
      PF_WEBHOOK_SECRET: SECRET,
    };
    sink = startProgram(program, ['sink'], {
      env: { ...environment, PF_HOST: '127.0.0.1', PF_PORT: String(port), PF_LINGER_MS: '200' },
    });
    await waitForPort(port, sink);
  });
  afterAll(async () => {
    if (sink) await endProcess(sink);
    await Promise.all([broker?.close(), clickhouse?.close(), platform?.stop()]);
  });

  test('registers a webhook, lists it without its secret, and changes the secret', async () => {
    const { platform: api, secret } = registrationSettings(environment, true);
    const made = await registerWebhook(
      api,
      'http://127.0.0.1:9/webhooks/purpleflea',
      ['order.filled', 'casino.settled'],
      secret,
    );
    expect(made.events).toEqual(['order.filled', 'casino.settled']);
    expect(JSON.stringify(await listWebhooks(api))).not.toContain(SECRET);
    expect(await listWebhooks(api)).toEqual([made]);
    await rotateSecret(api, made.id, 'another-secret-of-the-webhook');
    expect(platform.deliveries.webhooks.get(made.id)?.secret).toBe('another-secret-of-the-webhook');
    await expect(registerWebhook(api, 'not a url', [], secret)).rejects.toThrow(UserError);
    await expect(registerWebhook(api, 'http://127.0.0.1:9/', ['order.moved'], secret)).rejects.toThrow('order.moved');
    await expect(rotateSecret({ ...api, apiKey: 'pf_live_wrong' }, made.id, secret)).rejects.toThrow('401');
    expect(() => registrationSettings({}, true)).toThrow(/PF_API_KEY[\s\S]*PF_WEBHOOK_SECRET/);
    platform.deliveries.webhooks.clear();
  });

  test('backfill stores the whole history once, even if it runs twice', async () => {
    const said = await runBackfill(environment, history);
    expect(said).toBe(`${platform.history.length} events of the history were written to agent-trades.\n`);
    const first = await settled();
    const kinds = new Set([
      'order.filled',
      'order.partially_filled',
      'order.cancelled',
      'order.rejected',
      'casino.settled',
      'trade.settled',
    ]);
    const expected = platform.history.filter(({ event }) => kinds.has(event)).length;
    expect((first[0] as number[]).slice(0, 2)).toEqual([expected, expected]);
    await runBackfill(environment, history);
    expect(await settled()).toEqual(first);
    expect(await ask('SELECT uniqExact(agent_id) FROM agent_capital FINAL')).toEqual([
      [platform.fleet.fleet.agents.length],
    ]);
  });

  test('replay restores lost rows, and does not change a complete store', async () => {
    const before = await settled();
    for (const table of ['agent_trades', 'agent_pnl_hourly', 'agent_pnl_daily', 'trade_flow_1m'])
      await clickhouse.run(`TRUNCATE TABLE agent_analytics.${table}`);
    const span = { from: new Date(Date.now() - 3_600_000).toISOString() };
    expect(await runReplay(environment, span)).toMatch(/^\d+ messages were written to agent-trades again\.\n$/);
    expect(await settled()).toEqual(before);
    await runReplay(environment, span);
    expect(await settled()).toEqual(before);
  });

  test('a message that cannot be stored is a dead letter with the reason, and can be replayed', async () => {
    const bodies = [
      '{"event":',
      '{"event":"order.filled","data":{"agent_id":"pf_agent_1","note":"pf_live_secret99"}}',
      '{"id":"x","event":"casino.settled","data":{"agent_id":"pf_agent_1","bet_id":"b","game":"dice","settled_at":"soon","stake_usd":1,"fee_usd":0,"pnl_usd":0}}',
    ];
    const from = new Date(Date.now() - 60_000).toISOString();
    await produce(
      broker.address,
      'agent-trades',
      bodies.map((value) => ({ key: 'pf_agent_1', value })),
    );
    await expect.poll(() => ask('SELECT count() FROM ingest_errors'), { timeout: 60_000 }).toEqual([[3]]);
    expect(await ask('SELECT error FROM ingest_errors ORDER BY offset')).toEqual([
      ['The message is not JSON.'],
      [expect.stringContaining('required')],
      [expect.stringContaining('data.settled_at')],
    ]);
    expect(
      await ask("SELECT count() FROM ingest_errors WHERE raw LIKE '%pf_live_secret%' OR error LIKE '%pf_live_secret%'"),
    ).toEqual([[0]]);
    expect(await runReplay(environment, { from, deadLetters: true })).toBe(
      '2 messages were written to agent-trades again; skipped: 1 (not events, or stored only in part).\n',
    );
    await expect.poll(() => ask('SELECT count() FROM ingest_errors'), { timeout: 60_000 }).toEqual([[5]]);
  });

  test("ClickHouse's Kafka engine stores the same fills and bets", async () => {
    await clickhouse.run(clickhouseSchema({ database: 'by_engine' }));
    await clickhouse.run(
      clickhouseKafkaEngine({ database: 'by_engine', broker: broker.address, topic: 'agent-trades' }),
    );
    const columns =
      'trade_id, agent_id, strategy_name, event, timestamp, market, ticker, side, notional_usd, fee_usd, pnl_usd, status, pf_order_id';
    const which = "event = 'fill' OR market = 'casino'";
    const count = (database: string) => ask(`SELECT uniqExact(trade_id) FROM agent_trades WHERE ${which}`, database);
    await expect
      .poll(() => count('by_engine'), { timeout: 120_000, interval: 1000 })
      .toEqual(await count('agent_analytics'));
    const rows = (database: string) =>
      ask(`SELECT ${columns} FROM agent_trades FINAL WHERE ${which} ORDER BY timestamp, trade_id`, database);
    expect(await rows('by_engine')).toEqual(await rows('agent_analytics'));
    // Rows and dead letters arrive by views of their own.
    await expect
      .poll(() => ask('SELECT count() > 0 FROM ingest_errors', 'by_engine'), { timeout: 120_000, interval: 1000 })
      .toEqual([[1]]);
  });

  test.each([
    [{ from: 'yesterday' }, '--from yesterday'],
    [{ from: '2026-03-08T00:00:00' }, 'time zone'],
    [{ from: '2026-03-08T00:00:00Z', to: '2026-03-07T00:00:00Z' }, 'is not before'],
  ])('%o is refused', async (flags, said) => {
    await expect(runReplay(environment, flags)).rejects.toThrow(said);
  });
});
