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

test('migrations that the last build did not have are told of, in their order', async () => {
  const results = [result([...migrations, 'stack/notes/migrations.sql'])];
  const told = (await prettyReport(results, false)).split('\n').filter((line) => line.startsWith('to run'));
  expect(told.map((line) => line.split(/\s+/)[2])).toEqual(migrations.toReversed());
  expect(JSON.parse(await jsonReport(results, false))).toMatchObject({ migrations: migrations.toReversed() });
});

test('a first build has nothing to bring up to date', async () => {
  const results = [result([...migrations, 'manifest.json'])];
  expect(await prettyReport(results, false)).not.toContain('to run');
  expect(JSON.parse(await jsonReport(results, false))).toMatchObject({ migrations: [] });
});
