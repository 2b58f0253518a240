import { UserError } from '../../../diagnostics/errors.ts';
import { failureText } from '../ingest/failure-text.ts';
import { kafkaConnection, topicNames } from '../ingest/kafka-settings.ts';
import { platformSettings } from '../ingest/platform.ts';
import { type Environment, EnvironmentReader } from '../service/environment.ts';
import { clickhouseConnection, openClickhouse } from '../sink/clickhouse.ts';
import { eventProducer, NotTaken } from '../webhook/event-producer.ts';
import { backfill } from './backfill.ts';
import { replayDeadLetters, replayTopic } from './replay.ts';
import { timeRange } from './time-range.ts';

/** Options of `fleet replay` and `fleet backfill`. */
export interface RangeFlags {
  readonly from: string;
  readonly to?: string;
  readonly deadLetters?: true;
}

/** Most messages in flight, and how long to wait for the brokers. */
const LIMITS = { maxWaiting: 100_000, timeoutMs: 60_000 } as const;

/** `pf-grafana fleet replay` */
export async function runReplay(environment: Environment, { from, to, deadLetters }: RangeFlags): Promise<string> {
  const range = timeRange(from, to);
  const env = new EnvironmentReader('replay', environment);
  const [connection, { trades }] = [kafkaConnection(env, 'pf-replay'), topicNames(env)];
  const clickhouse = deadLetters ? clickhouseConnection(env) : undefined;
  env.finish();
  const producer = await eventProducer(connection, LIMITS);
  const client = clickhouse && (await openClickhouse(clickhouse));
  try {
    const { sent, skipped } = client
      ? await replayDeadLetters(client, trades, range, producer)
      : await replayTopic(connection, trades, range, producer);
    return `${sent} messages were written to ${trades} again${skipped > 0 ? `; skipped: ${skipped} (not events, or stored only in part)` : ''}.\n`;
  } catch (error) {
    throw unfinished(error, deadLetters ? 'KAFKA_BROKERS and CLICKHOUSE_URL' : 'KAFKA_BROKERS');
  } finally {
    await producer.close();
    await client?.close();
  }
}

/** `pf-grafana fleet backfill` */
export async function runBackfill(environment: Environment, { from, to }: RangeFlags): Promise<string> {
  const range = timeRange(from, to);
  const env = new EnvironmentReader('backfill', environment);
  const [connection, topics, platform] = [kafkaConnection(env, 'pf-backfill'), topicNames(env), platformSettings(env)];
  env.finish();
  const producer = await eventProducer(connection, LIMITS);
  try {
    return `${await backfill(platform, topics, range, producer)} events of the history were written to ${topics.trades}.\n`;
  } catch (error) {
    throw unfinished(error, 'KAFKA_BROKERS');
  } finally {
    await producer.close();
  }
}

/** Turns errors of the brokers and ClickHouse into a `UserError`; other errors are bugs and stay as they are. */
function unfinished(error: unknown, settings: string): unknown {
  const { code } = error as { readonly code?: unknown };
  const isOfStore = error instanceof NotTaken || (typeof code === 'string' && !code.startsWith('ERR_'));
  if (!isOfStore) return error;
  return new UserError({
    severity: 'error',
    id: 'replay/unfinished',
    message: `Not every event was written: ${failureText(error)}`,
    hint: `Check ${settings} and run it again for the same time range: nothing is stored twice.`,
  });
}
