import { setTimeout as wait } from 'node:timers/promises';

import { eventStream } from '../../fleet/services/testing/event-stream.ts';
import { type Pipeline, SECRET, type ServiceName, startPipeline } from '../../fleet/services/testing/pipeline.ts';
import { sendEvents } from '../../fleet/services/testing/send-events.ts';
import { missingForKafka } from '../stores/kafka-jars.ts';
import { missingForPostgres } from '../stores/postgres-server.ts';

const EVENTS = 20_000;
const WARM_UP = 4000;
/** Limits: CPU seconds per 1,000 events for each service, and its memory in MiB. */
const LIMITS: Readonly<Record<ServiceName, number>> = { webhook: 0.2, sink: 0.05, book: 0.2 };
const MEMORY_LIMIT = 300;
/** The maximum seconds from sending an event to the panel that shows it. */
const PANEL_LIMIT = 5;

/** Prints the cost per event of the ingest services, with a real broker, ClickHouse and PostgreSQL. */
export async function reportIngest(): Promise<void> {
  const missing = (await missingForKafka()) ?? (await missingForPostgres());
  if (missing !== undefined) return print(`ingest: not measured, because ${missing}`);
  const pipeline = await startPipeline();
  try {
    const start = Date.now() - EVENTS * 25;
    await through(pipeline, eventStream({ events: WARM_UP, agents: 300, seed: 1, start }), []);
    const before = await usages(pipeline);
    const latencies: number[] = [];
    const began = performance.now();
    await through(pipeline, eventStream({ events: EVENTS, agents: 300, seed: 2, start }), latencies);
    const seconds = (performance.now() - began) / 1000;
    const after = await usages(pipeline);
    print(`ingest, ${EVENTS} events by 64 connections: ${Math.round(EVENTS / seconds)} a second to the last row`);
    for (const name of Object.keys(LIMITS) as ServiceName[]) {
      const cpu = ((after[name].cpuSeconds - before[name].cpuSeconds) / EVENTS) * 1000;
      const { peakMiB } = after[name];
      const over = cpu > LIMITS[name] || peakMiB > MEMORY_LIMIT ? '  OVER THE LIMIT' : '';
      print(
        `ingest, ${name}: ${cpu.toFixed(3)} CPU seconds per 1,000 events (limit ${LIMITS[name]}), peak ${Math.round(peakMiB)} MiB (limit ${MEMORY_LIMIT} MiB)${over}`,
      );
    }
    latencies.sort((one, other) => one - other);
    print(`ingest: acknowledged within ${ms(latencies, 0.5)} (median), ${ms(latencies, 0.99)} (p99)`);
    const slowest = Math.max(...(await timesToPanel(pipeline)));
    print(
      `ingest, from event to panel: ${slowest.toFixed(1)} s at most (limit ${PANEL_LIMIT} s)${slowest > PANEL_LIMIT ? '  OVER THE LIMIT' : ''}`,
    );
  } finally {
    await pipeline.close();
  }
}

async function through(
  { url, askClickhouse, book }: Pipeline,
  events: ReturnType<typeof eventStream>,
  latencies: number[],
): Promise<void> {
  const [[rows]] = (await askClickhouse('SELECT count() FROM agent_analytics.agent_trades')) as [[number]];
  const booked = async (): Promise<number> =>
    (await book.query<{ count: number }>('SELECT count(*)::int AS count FROM ingest.events')).rows[0]?.count ?? 0;
  const bookedBefore = await booked();
  await sendEvents(events, { url, secret: SECRET, concurrency: 64, latencies });
  for (;;) {
    const [[now]] = (await askClickhouse('SELECT count() FROM agent_analytics.agent_trades')) as [[number]];
    if (now >= rows + events.length && (await booked()) >= bookedBefore + events.length) return;
    await wait(250);
  }
}

/** Seconds from sending a single event until the panel's total includes it. */
async function timesToPanel({ url, askClickhouse }: Pipeline): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const [event] = eventStream({ events: 1, agents: 1, seed: 100 + round, start: Date.now() });
    if (event === undefined) continue;
    const count = async (): Promise<number> =>
      ((await askClickhouse('SELECT count() FROM agent_analytics.agent_trades')) as [[number]])[0][0];
    const before = await count();
    const began = performance.now();
    await sendEvents([event], { url, secret: SECRET, concurrency: 1 });
    while ((await count()) === before) await wait(50);
    times.push((performance.now() - began) / 1000);
  }
  return times;
}

async function usages({ usage }: Pipeline) {
  return { webhook: await usage('webhook'), sink: await usage('sink'), book: await usage('book') };
}

function ms(sorted: readonly number[], quantile: number): string {
  return `${Math.round((sorted[Math.floor((sorted.length - 1) * quantile)] ?? 0) * 1000)} ms`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
