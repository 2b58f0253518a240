import type { Pool } from 'pg';

import { type ApiClient, apiClient } from '../exporter/api-client.ts';
import type { EnvironmentReader } from '../service/environment.ts';
import { storeRates } from './rates.ts';
import { type Difference, reconcile } from './reconciliation.ts';
import type { Job } from './run-jobs.ts';
import { snapshot, type Unrealized } from './snapshot.ts';

/** How to reach the API. */
export interface ApiSettings {
  readonly apiUrl: string;
  readonly apiKey: string;
}

/** How often the jobs run, and how long ids of events are kept. */
export interface JobSettings {
  readonly snapshotMs: number;
  readonly ratesMs: number;
  readonly reconciliationMs: number;
  readonly keepDays: number;
}

interface JobParts {
  readonly pool: Pool;
  readonly api: ApiSettings | undefined;
  readonly settings: JobSettings;
  readonly signal: AbortSignal;
  readonly onDifference: (difference: Difference, at: Date) => void;
}

const CALL_MS = 30_000;

/** Reads the settings of the API; returns undefined if there is no key. */
export function apiSettings(env: EnvironmentReader): ApiSettings | undefined {
  const apiKey = env.optional('PF_API_KEY');
  const apiUrl = env.url('PF_API_URL', 'https://purpleflea.com/api');
  return apiKey === undefined ? undefined : { apiUrl, apiKey };
}

/** Reads the intervals of the jobs. */
export function jobSettings(env: EnvironmentReader): JobSettings {
  const seconds = (name: string, fallback: number): number =>
    env.number(name, fallback, { min: 1, max: 86_400 }) * 1000;
  return {
    snapshotMs: seconds('PF_SNAPSHOT_SECONDS', 300),
    ratesMs: seconds('PF_RATES_SECONDS', 300),
    reconciliationMs: seconds('PF_RECONCILIATION_SECONDS', 3600),
    keepDays: env.number('PF_EVENT_ID_DAYS', 90, { min: 8, max: 3650, whole: true }),
  };
}

/** Returns the book's jobs, without those that need the API if there is none. */
export function bookJobs({ pool, api, settings, signal, onDifference }: JobParts): Job[] {
  const client =
    api &&
    apiClient({
      ...api,
      timeoutMs: 10_000,
      concurrency: 16,
      requestsPerSecond: undefined,
      onCall: () => undefined,
      signal,
    });
  const jobs: Job[] = [
    {
      name: 'snapshot',
      everyMs: settings.snapshotMs,
      run: async (now) => snapshot(pool, client ? await unrealizedOf(client, await liveAgents(pool)) : [], now),
    },
    // An id is useless once the topic has deleted its message and the platform no longer redelivers the event.
    {
      name: 'event ids',
      everyMs: 3_600_000,
      run: async () =>
        void (await pool.query("DELETE FROM ingest.events WHERE stored_at < now() - $1 * interval '1 day'", [
          settings.keepDays,
        ])),
    },
  ];
  if (client === undefined) return jobs;
  return [
    ...jobs,
    {
      name: 'rates',
      everyMs: settings.ratesMs,
      run: async (now) => storeRates(pool, (await client.rates(Date.now() + CALL_MS)).rates, now),
    },
    {
      name: 'reconciliation',
      everyMs: settings.reconciliationMs,
      run: async (now) => {
        const wallets = await eachAgent(await liveAgents(pool), async (agent_id) => ({
          agent_id,
          balances: (await client.balances(agent_id, Date.now() + CALL_MS)).balances,
        }));
        for (const difference of await reconcile(pool, wallets, now)) onDifference(difference, now);
      },
    },
  ];
}

async function liveAgents(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ agent_id: string }>(
    "SELECT agent_id FROM agents WHERE status <> 'retired' ORDER BY agent_id",
  );
  return rows.map(({ agent_id: id }) => id);
}

async function unrealizedOf(client: ApiClient, agents: readonly string[]): Promise<Unrealized[]> {
  return eachAgent(agents, async (agent_id) => {
    const { unrealized_pnl_by_strategy: parts = {} } = await client.stats(agent_id, Date.now() + CALL_MS);
    return { agent_id, unrealized: Object.values(parts).reduce((sum, part) => sum + part, 0) };
  });
}

/** Calls the API for every agent. Single agents may fail; the client limits the number of concurrent calls. */
async function eachAgent<T>(agents: readonly string[], ask: (agentId: string) => Promise<T>): Promise<T[]> {
  const answers = await Promise.allSettled(agents.map(ask));
  const failed = answers.filter(({ status }) => status === 'rejected');
  // If most calls fail, the API is the problem, not the agents.
  if (failed.length > agents.length / 2) throw (failed[0] as PromiseRejectedResult).reason;
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}
