import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { clickhouseSchema } from '../fleet/stack/clickhouse-schema.ts';
import { postgresSchema } from '../fleet/stack/postgres-schema.ts';
import { findQueries, type FoundQuery } from '../verify/panel-queries/find.ts';
import { expansionsOf } from './support/fleet-queries.ts';
import { askClickhouse } from './support/clickhouse-engine.ts';
import { committedFolder, dashboardsOf, panelsOf, type Target } from './support/out-folder.ts';
import { askPostgres } from './support/postgres-engine.ts';

const folder = committedFolder();
const queries = findQueries(folder);
const db = new PGlite();
const session = new Session();
beforeAll(async () => {
  await db.exec(postgresSchema());
  session.query(clickhouseSchema({ database: 'agent_analytics' }));
  session.query('USE agent_analytics');
});
afterAll(async () => {
  session.close();
  await db.close();
});

const isSqlTable = ({ rawSql, format }: Target) => rawSql !== undefined && (format === 'table' || format === 1);
/** Panels that show the rows of SQL queries directly. */
const tables = dashboardsOf(folder).flatMap(({ json }) =>
  panelsOf(json)
    .filter(({ targets = [] }) => targets.length > 0 && targets.every(isSqlTable))
    .map((panel) => ({
      name: `${json.uid}: ${panel.title}`,
      panel,
      asked: queries.filter(({ where }) =>
        (panel.targets ?? []).some(({ refId }) => where === `${json.uid}: ${panel.title} ${refId}`),
      ),
    })),
);

async function columnsOf(query: FoundQuery): Promise<string[]> {
  const [expanded] = expansionsOf(query);
  const sql = expanded?.text ?? '';
  const { columns } = query.language === 'postgres' ? await askPostgres(db, sql) : await askClickhouse(session, sql);
  return columns.map(({ name }) => name);
}

test('there are tables to check', () => expect(tables.length).toBeGreaterThan(40));

test.each(tables)('$name uses only columns that its queries return', async ({ panel, asked }) => {
  expect(asked.length).toBe(panel.targets?.length);
  const columns = new Set((await Promise.all(asked.map(columnsOf))).flat());
  const overridden = (panel.fieldConfig?.overrides ?? []).flatMap(({ matcher }) =>
    matcher?.id === 'byName' ? [String(matcher.options)] : [],
  );
  const linked = [...JSON.stringify(panel.fieldConfig ?? {}).matchAll(/\$\{__data\.fields\.(\w+)\}/g)].map(
    ([, name]) => name ?? '',
  );
  // A matrix creates its own columns, and names the first after two fields.
  expect(
    [...overridden.filter((name) => !name.includes('\\')), ...linked].filter((name) => !columns.has(name)),
  ).toEqual([]);
});
