import type { EventType } from '../../catalog/events.ts';
import { annotate, findAnnotation, type GrafanaTarget, type TradeEvent } from './grafana.ts';

/** The part of a PostgreSQL client that is needed here; `pg` and PGlite both have it. */
export interface Database {
  query<T>(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly T[] }>;
}

interface EventRow {
  readonly event_id: string | number;
  readonly ts: Date;
  readonly ts_end: Date | null;
  readonly agent_id: string;
  readonly event_type: EventType;
  readonly text: string;
  readonly tags: readonly string[];
  readonly state: 'posting' | null;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS annotation_targets (
  target text PRIMARY KEY,
  after_event_id bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS annotation_posts (
  target text NOT NULL REFERENCES annotation_targets,
  event_id bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('posting', 'posted')),
  annotation_id bigint,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (target, event_id)
);`;

const BATCH = 200;
/** A transaction that began earlier may still commit an event with a smaller id within this time. */
const SETTLED = '1 hour';

/**
 * Posts each new row of `agent_events` once, even when the process is killed in between: a row with the state `posting`
 * is written before each annotation, and a later run looks such an annotation up in Grafana before it posts again. Rows
 * from before the first run are not posted.
 */
export async function annotateNewEvents(db: Database, target: GrafanaTarget): Promise<number> {
  const name = `${new URL(target.url).host}/${target.dashboardUid ?? ''}`;
  await db.query("SELECT pg_advisory_lock(hashtext('pf-grafana annotate'), hashtext($1))", [name]);
  try {
    return await postAll(db, target, name);
  } finally {
    await db.query("SELECT pg_advisory_unlock(hashtext('pf-grafana annotate'), hashtext($1))", [name]);
  }
}

/** Creates the tables that record what was posted. */
export async function prepareAnnotations(db: Database): Promise<void> {
  for (const statement of SCHEMA.split(';')) if (statement.trim() !== '') await db.query(statement);
}

async function postAll(db: Database, target: GrafanaTarget, name: string): Promise<number> {
  await db.query(
    'INSERT INTO annotation_targets SELECT $1, coalesce(max(event_id), 0) FROM agent_events ON CONFLICT DO NOTHING',
    [name],
  );
  let posted = 0;
  for (;;) {
    const { rows } = await db.query<EventRow>(
      `SELECT e.event_id, e.ts, e.ts_end, e.agent_id, e.event_type, e.text, e.tags, p.state
       FROM annotation_targets t
       JOIN agent_events e ON e.event_id > t.after_event_id
       LEFT JOIN annotation_posts p ON p.target = t.target AND p.event_id = e.event_id
       WHERE t.target = $1 AND p.state IS DISTINCT FROM 'posted'
       ORDER BY e.event_id LIMIT ${BATCH}`,
      [name],
    );
    for (const row of rows) {
      await postOne(db, target, name, row);
      posted += 1;
    }
    if (rows.length < BATCH) break;
  }
  await forgetSettled(db, name);
  return posted;
}

async function postOne(db: Database, target: GrafanaTarget, name: string, row: EventRow): Promise<void> {
  const event = eventOf(row);
  const before = row.state === 'posting' ? await findAnnotation(event, target) : undefined;
  if (row.state === null) {
    await db.query("INSERT INTO annotation_posts (target, event_id, state) VALUES ($1, $2, 'posting')", [
      name,
      row.event_id,
    ]);
  }
  const id = before ?? (await annotate(event, target));
  await db.query(
    "UPDATE annotation_posts SET state = 'posted', annotation_id = $3, at = now() WHERE target = $1 AND event_id = $2",
    [name, row.event_id, id],
  );
}

/** Moves the cursor past events that were posted long ago, so that the tables stay small. */
async function forgetSettled(db: Database, name: string): Promise<void> {
  await db.query(
    `UPDATE annotation_targets SET after_event_id = greatest(after_event_id, coalesce(
       (SELECT max(event_id) FROM annotation_posts WHERE target = $1 AND state = 'posted' AND at < now() - interval '${SETTLED}'), 0))
     WHERE target = $1`,
    [name],
  );
  await db.query(
    `DELETE FROM annotation_posts p USING annotation_targets t WHERE p.target = $1 AND t.target = p.target AND p.event_id <= t.after_event_id`,
    [name],
  );
}

/** The tag with the row's id distinguishes two events with the same time and text. */
function eventOf({
  event_id: id,
  ts,
  ts_end: end,
  agent_id: agentId,
  event_type: type,
  text,
  tags,
}: EventRow): TradeEvent {
  return { agentId, type, text, at: ts, ...(end === null ? {} : { until: end }), tags: [...tags, `event:${id}`] };
}
