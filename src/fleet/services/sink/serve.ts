import { eventChecker } from '../ingest/known-events.ts';
import { type ConsumerSettings, consumerSettings } from '../ingest/consumer-settings.ts';
import { failureText } from '../ingest/failure-text.ts';
import { readTopic } from '../ingest/partition-reader.ts';
import { statusServer } from '../ingest/status-server.ts';
import { withRetries } from '../ingest/with-retries.ts';
import { catalogRegistry } from '../metrics/registry.ts';
import { type Environment, EnvironmentReader } from '../service/environment.ts';
import { jsonLog } from '../service/log.ts';
import { optionalLibrary } from '../service/optional-library.ts';
import { type ClickhouseConnection, clickhouseConnection, openClickhouse } from './clickhouse.ts';
import { freshness } from './freshness.ts';
import { watchParts } from './parts.ts';
import { clickhouseSink, type SinkReport } from './sink.ts';

interface SinkSettings extends ConsumerSettings {
  readonly clickhouse: ClickhouseConnection;
  readonly maxRows: number;
}

/** How long an insert is retried before the reader gives up its partitions. */
const STORE_PATIENCE_MS = 120_000;

/** Reads the settings of `fleet sink` from the environment; throws a `UserError` with every missing or wrong one. */
export function sinkSettings(environment: Environment): SinkSettings {
  const env = new EnvironmentReader('sink', environment);
  const settings = {
    ...consumerSettings(env, 'pf-sink', { port: 8081, lingerMs: 2000 }),
    clickhouse: clickhouseConnection(env),
    maxRows: env.number('PF_SINK_MAX_ROWS', 5000, { min: 1, max: 100_000, whole: true }),
  };
  env.finish();
  return settings;
}

/** Stores the topic in ClickHouse until the signal. */
export async function serveSink(environment: Environment, signal: AbortSignal): Promise<void> {
  const settings = sinkSettings(environment);
  const { clickhouse, kafka, topic, maxRows } = settings;
  const log = jsonLog({
    service: 'pf-sink',
    env: settings.env,
    secrets: [clickhouse.password, kafka.sasl?.password ?? ''],
  });
  const promClient = await optionalLibrary('prom-client', () => import('prom-client'));
  const { registry, instruments } = catalogRegistry(promClient, [
    'pf_ingest_lag_seconds',
    'pf_ingest_rows_total',
    'pf_ingest_duplicates_total',
    'pf_ingest_insert_seconds',
    'pf_ingest_backlog_messages',
    'pf_clickhouse_parts',
    'pf_clickhouse_merges',
  ]);
  const client = await openClickhouse(clickhouse);
  let problem: string | undefined = 'Nothing has been read from the topic yet.';
  const onFailure = (error: unknown): void => {
    problem = failureText(error);
    log('error', `The sink cannot continue, and will try again: ${problem}`, { event: 'error' });
  };
  const report: SinkReport = {
    rows: (table, count) => instruments.pf_ingest_rows_total.inc({ table }, count),
    repeated: (count) => instruments.pf_ingest_duplicates_total.inc(count),
    refused: (partition, offset, error) =>
      log('warn', `Message ${topic}/${partition}/${offset} is not an event of the contract: ${error}`, {
        event: 'message_refused',
      }),
    batch: (seconds) => instruments.pf_ingest_insert_seconds.observe(seconds),
  };
  const sink = clickhouseSink({ client, topic, quorum: clickhouse.quorum, maxRows, check: eventChecker(), report });
  const retries = { signal, onFailure, forMs: STORE_PATIENCE_MS };
  const lag = freshness(client, (seconds) => instruments.pf_ingest_lag_seconds.set({ table: 'agent_trades' }, seconds));
  const storage = watchParts(client, {
    parts: (table, count) => instruments.pf_clickhouse_parts.set({ table }, count),
    merges: (count) => instruments.pf_clickhouse_merges.set(count),
  });
  const status = await statusServer({ ...settings, registry, notReady: () => problem, onScrape: lag.tell });
  log('info', `Storing ${topic} in ${new URL(clickhouse.url).host}; state and metrics on port ${status.port}.`);
  await readTopic({
    ...settings,
    connection: kafka,
    signal,
    store: {
      start: (partition) => withRetries(retries, () => sink.start(partition)),
      store: async (partition, messages) => {
        const behind = await withRetries(retries, () => sink.store(partition, messages));
        problem = undefined;
        return behind;
      },
    },
    onBacklog: (partition, messages) => {
      if (messages === 0) problem = undefined;
      instruments.pf_ingest_backlog_messages.set({ group: settings.group, partition: String(partition) }, messages);
    },
    onFailure,
  });
  lag.stop();
  storage.stop();
  status.close();
  await client.close();
}
