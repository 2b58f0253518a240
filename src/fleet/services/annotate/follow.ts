import { UserError } from '../../../diagnostics/errors.ts';
import { failureText } from '../ingest/failure-text.ts';
import { optionalLibrary } from '../service/optional-library.ts';
import { annotateNewEvents, prepareAnnotations } from './from-events.ts';
import type { GrafanaTarget } from './grafana.ts';

/** Posts the new rows of `agent_events`: once, or at an interval until a signal. */
export async function followEvents(
  target: GrafanaTarget,
  everySeconds: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { default: pg } = await optionalLibrary('pg', () => import('pg'));
  // A single connection, because the advisory lock belongs to it.
  const db = new pg.Client({ application_name: 'pf-grafana annotate', connectionTimeoutMillis: 10_000 });
  const lost = new Promise<never>((_, reject) => db.on('error', reject));
  // The connection may also break between queries; an unhandled rejection would then end the process.
  lost.catch(() => undefined);
  await db.connect().catch((error: unknown) => {
    throw databaseError('Could not connect to the book of record', error);
  });
  const ask = {
    query: <T>(text: string, values: readonly unknown[] = []) =>
      db.query(text, [...values]) as unknown as Promise<{ rows: T[] }>,
  };
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  try {
    await prepareAnnotations(ask);
    for (;;) {
      const posted = await annotateNewEvents(ask, target);
      if (posted > 0 || everySeconds === undefined)
        process.stderr.write(`${posted} ${posted === 1 ? 'event' : 'events'} posted.\n`);
      if (everySeconds === undefined || signal.aborted) return;
      await Promise.race([ended, lost, new Promise((resolve) => setTimeout(resolve, everySeconds * 1000).unref())]);
      if (signal.aborted) return;
    }
  } catch (error) {
    throw typeof (error as { code?: unknown }).code === 'string'
      ? databaseError(`The book of record refused the query (${failureText(error)})`, error)
      : error;
  } finally {
    await db.end().catch(() => undefined);
  }
}

function databaseError(what: string, error: unknown): UserError {
  const code = String((error as { code?: unknown }).code);
  return new UserError({
    severity: 'error',
    id: 'annotate/database',
    message: `${what}: ${code}.`,
    hint: 'Check PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD. The next run continues where this one ended.',
  });
}
