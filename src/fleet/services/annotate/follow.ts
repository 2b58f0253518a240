import { UserError } from '../../../diagnostics/errors.ts';
import { optionalLibrary } from '../service/optional-library.ts';
import { annotateNewEvents, prepareAnnotations } from './from-events.ts';
import type { GrafanaTarget } from './grafana.ts';

/** Posts the new rows of `agent_events` once, or again and again until a signal. */
export async function followEvents(
  target: GrafanaTarget,
  everySeconds: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { default: pg } = await optionalLibrary('pg', () => import('pg'));
  // One connection, because the lock belongs to it.
  const db = new pg.Client({ application_name: 'pf-grafana annotate', connectionTimeoutMillis: 10_000 });
  await db.connect().catch((error: unknown) => {
    const code = String((error as { code?: unknown }).code);
    throw new UserError({
      severity: 'error',
      id: 'annotate/database',
      message: `Could not connect to the book of record: ${code}.`,
      hint: 'Check PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD.',
    });
  });
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  const ask = {
    query: <T>(text: string, values: readonly unknown[] = []) =>
      db.query(text, [...values]) as unknown as Promise<{ rows: T[] }>,
  };
  try {
    await prepareAnnotations(ask);
    for (;;) {
      const posted = await annotateNewEvents(ask, target);
      if (posted > 0 || everySeconds === undefined)
        process.stderr.write(`${posted} ${posted === 1 ? 'event' : 'events'} posted.\n`);
      if (everySeconds === undefined || signal.aborted) return;
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, everySeconds * 1000).unref())]);
      if (signal.aborted) return;
    }
  } finally {
    await db.end();
  }
}
