import type { Pool } from 'pg';

import { type ConsumerSettings, consumerSettings } from '../ingest/consumer-settings.ts';
import { failureText } from '../ingest/failure-text.ts';
import { eventChecker } from '../ingest/known-events.ts';
import { readTopic } from '../ingest/partition-reader.ts';
import { statusServer } from '../ingest/status-server.ts';
import { withRetries } from '../ingest/with-retries.ts';
import { type ApiSettings, apiSettings, bookJobs, type JobSettings, jobSettings } from '../jobs/book-jobs.ts';
import { lastSuccesses, runJobs } from '../jobs/run-jobs.ts';
import { catalogRegistry } from '../metrics/registry.ts';
import { type Environment, EnvironmentReader } from '../service/environment.ts';
import { jsonLog } from '../service/log.ts';
import { optionalLibrary } from '../service/optional-library.ts';
import { type BookReport, bookStore } from './book.ts';
import { openPostgres, type PostgresConnection, postgresConnection } from './postgres.ts';

interface BookSettings extends ConsumerSettings {
  readonly postgres: PostgresConnection;
  readonly api: ApiSettings | undefined;
  readonly jobs: JobSettings;
}

const STORE_PATIENCE_MS = 120_000;

/** Reads the settings of `fleet book` from the environment; throws a `UserError` with every missing or wrong one. */
export function bookSettings(environment: Environment): BookSettings {
  const env = new EnvironmentReader('book', environment);
  const settings = {
    ...consumerSettings(env, 'pf-book', { port: 8082, lingerMs: 250 }),
    postgres: postgresConnection(env),
    api: apiSettings(env),
    jobs: jobSettings(env),
  };
  env.finish();
  return settings;
}

/** Stores the topic in the book of record and runs the book's jobs until the signal. */
export async function serveBook(environment: Environment, signal: AbortSignal): Promise<void> {
  const settings = bookSettings(environment);
  const { kafka, topic, postgres, api } = settings;
  const log = jsonLog({
    service: 'pf-book',
    env: settings.env,
    secrets: [kafka.sasl?.password ?? '', api?.apiKey ?? '', passwordOf(postgres.url), environment['PGPASSWORD'] ?? ''],
  });
  const promClient = await optionalLibrary('prom-client', () => import('prom-client'));
  const { registry, instruments } = catalogRegistry(promClient, [
    'pf_book_events_total',
    'pf_ingest_backlog_messages',
    'pf_job_last_success_timestamp_seconds',
    'pf_recon_diff_usdc',
    'pf_recon_last_run_timestamp_seconds',
  ]);
  for (const result of ['stored', 'repeated', 'refused']) instruments.pf_book_events_total.inc({ result }, 0);
  let problem: string | undefined = 'Nothing has been read from the topic yet.';
  const onFailure = (error: unknown): void => {
    problem = failureText(error);
    log('error', `The book cannot continue, and will try again: ${problem}`, { event: 'error' });
  };
  const pool = await openPostgres(postgres, onFailure);
  const report: BookReport = {
    events: (result, count) => instruments.pf_book_events_total.inc({ result }, count),
    refused: (partition, offset, error) =>
      log('warn', `Message ${topic}/${partition}/${offset} was not booked: ${error}`, { event: 'event_refused' }),
  };
  const store = bookStore({ pool, topic, check: eventChecker(), report });
  const retries = { signal, onFailure, forMs: STORE_PATIENCE_MS };
  const ages = watchJobs(pool, (job, at) =>
    instruments.pf_job_last_success_timestamp_seconds.set({ job_name: job }, at),
  );
  const status = await statusServer({ ...settings, registry, notReady: () => problem });
  log(
    'info',
    `Booking ${topic}; state and metrics on port ${status.port}.${api === undefined ? ' Rates, unrealized P&L and reconciliation are off, because PF_API_KEY is not set.' : ''}`,
  );
  await Promise.all([
    runJobs(
      bookJobs({
        pool,
        api,
        settings: settings.jobs,
        signal,
        onDifference: ({ agentId, currency, usdc }, at) => {
          if (usdc !== undefined) instruments.pf_recon_diff_usdc.set({ agent_id: agentId, currency }, usdc);
          instruments.pf_recon_last_run_timestamp_seconds.set({ agent_id: agentId, currency }, at.getTime() / 1000);
        },
      }),
      {
        pool,
        signal,
        onFailure: (job, error) =>
          log('error', `The job ${job} failed: ${failureText(error)}`, { event: 'job_failed' }),
      },
    ),
    readTopic({
      ...settings,
      connection: kafka,
      signal,
      store: {
        start: (partition) => withRetries(retries, () => store.start(partition)),
        store: async (partition, messages) => {
          const behind = await withRetries(retries, () => store.store(partition, messages));
          problem = undefined;
          return behind;
        },
      },
      onBacklog: (partition, messages) => {
        if (messages === 0) problem = undefined;
        instruments.pf_ingest_backlog_messages.set({ group: settings.group, partition: String(partition) }, messages);
      },
      onFailure,
    }),
  ]);
  ages.stop();
  status.close();
  await pool.end();
}

/** Reports regularly when each job last succeeded. */
function watchJobs(pool: Pool, tell: (job: string, at: number) => void): { stop(): void } {
  const look = (): void =>
    void lastSuccesses(pool).then(
      (found) => found.forEach((at, job) => tell(job, at)),
      () => undefined,
    );
  look();
  const timer = setInterval(look, 10_000).unref();
  return { stop: () => clearInterval(timer) };
}

function passwordOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).password) : '';
}
