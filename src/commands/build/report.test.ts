import { expect, test } from 'vitest';

import { jsonReport, prettyReport } from './report.ts';

const migrations = ['stack/postgres/migrations/002-b.sql', 'stack/clickhouse/migrations/001-a.sql'];
const result = (created: readonly string[]) => ({
  out: 'out',
  changes: [],
  warnings: [],
  plan: {
    created,
    changed: [],
    removed: [],
    edited: [],
    kept: [],
    foreign: [],
    unchanged: [],
    interrupted: false,
  },
});

test('reports migrations that are new since the last build, in their order', async () => {
  const results = [result([...migrations, 'stack/notes/migrations.sql'])];
  const told = (await prettyReport(results, false)).split('\n').filter((line) => line.startsWith('to run'));
  expect(told.map((line) => line.split(/\s+/)[2])).toEqual(migrations.toReversed());
  expect(JSON.parse(await jsonReport(results, false))).toMatchObject({ migrations: migrations.toReversed() });
});

test('a first build reports no migrations', async () => {
  const results = [result([...migrations, 'manifest.json'])];
  expect(await prettyReport(results, false)).not.toContain('to run');
  expect(JSON.parse(await jsonReport(results, false))).toMatchObject({ migrations: [] });
});
