import type { ClickHouseClient } from '@clickhouse/client';
import { Session } from 'chdb';
import { afterAll, expect, test } from 'vitest';

import { watchParts } from './parts.ts';

const session = new Session();
afterAll(() => session.close());

test('reports the active parts of each table and the number of running merges', async () => {
  session.query('CREATE DATABASE d; USE d');
  session.query('CREATE TABLE t (x UInt8) ENGINE = MergeTree ORDER BY x; SYSTEM STOP MERGES t');
  for (const value of [1, 2, 3]) session.query(`INSERT INTO t VALUES (${value})`);
  const client = {
    query: ({ query, format }: { query: string; format: 'JSONCompactEachRow' }) => ({
      json: () =>
        session
          .query(query, format)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as unknown),
    }),
    // The watcher uses nothing else of its client.
  } as unknown as ClickHouseClient;
  const told: (string | number)[][] = [];
  const merges = new Promise<number>((resolve) => {
    const watch = watchParts(client, {
      parts: (table, count) => told.push([table, count]),
      merges: (count) => {
        resolve(count);
        watch.stop();
      },
    });
  });
  expect(await merges).toBe(0);
  expect(told).toEqual([['t', 3]]);
});
