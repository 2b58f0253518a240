import { setTimeout as wait } from 'node:timers/promises';

import type { Pool } from 'pg';

/** A task that runs at an interval, in one process at a time. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(now: Date): Promise<void>;
}

interface RunOptions {
  readonly pool: Pool;
  readonly signal: AbortSignal;
  readonly onFailure: (job: string, error: unknown) => void;
}

/** Runs jobs until the signal. Only one process runs a job at a time, and no process runs it before it is due. */
export async function runJobs(jobs: readonly Job[], options: RunOptions): Promise<void> {
  await Promise.all(jobs.map((job) => repeat(job, options)));
}

/** Returns when each job last succeeded in any process: Unix seconds by name. */
export async function lastSuccesses(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ job: string; at: string }>(
    'SELECT job, extract(epoch FROM succeeded_at) AS at FROM ingest.jobs',
  );
  return new Map(rows.map(({ job, at }) => [job, Number(at)]));
}

async function repeat(job: Job, { pool, signal, onFailure }: RunOptions): Promise<void> {
  while (!signal.aborted) {
    await runWhenDue(job, pool).catch((error: unknown) => onFailure(job.name, error));
    await wait(Math.min(job.everyMs, 60_000), undefined, { signal }).catch(() => undefined);
  }
}

async function runWhenDue(job: Job, pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    // The lock belongs to the connection, so PostgreSQL releases it if the process is killed.
    const { rows } = await client.query<{ is_mine: boolean }>(
      "SELECT pg_try_advisory_lock(hashtext('pf-grafana job'), hashtext($1)) AS is_mine",
      [job.name],
    );
    if (rows[0]?.is_mine !== true) return;
    try {
      const now = new Date();
      const { rows: done } = await client.query('SELECT 1 FROM ingest.jobs WHERE job = $1 AND succeeded_at > $2', [
        job.name,
        new Date(now.getTime() - job.everyMs * 0.9),
      ]);
      if (done.length > 0) return;
      await job.run(now);
      await client.query(
        'INSERT INTO ingest.jobs (job, succeeded_at) VALUES ($1, $2) ON CONFLICT (job) DO UPDATE SET succeeded_at = excluded.succeeded_at',
        [job.name, now],
      );
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtext('pf-grafana job'), hashtext($1))", [job.name]);
    }
  } finally {
    client.release();
  }
}
