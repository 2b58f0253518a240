import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { askClickhouse } from './clickhouse-engine.ts';
import { askPostgres } from './postgres-engine.ts';
import { type ColumnKind, type Shape, shapeProblems } from '../../verify/panel-queries/result-columns.ts';

describe('PostgreSQL', () => {
  const db = new PGlite();
  beforeAll(
    async () =>
      void (await db.exec('CREATE TABLE t (ts timestamptz, day date, n numeric(8,2), s text, b boolean, tags text[])')),
  );
  afterAll(() => db.close());

  test('columns have the kind seen by Grafana', async () => {
    const { columns } = await askPostgres(
      db,
      'SELECT ts, day, n, n::float8 AS f, count(*) AS c, s, b, tags FROM t GROUP BY ts, day, n, s, b, tags',
    );
    expect(columns.map(({ kind }) => kind)).toEqual([
      'time',
      'date',
      'number',
      'number',
      'number',
      'text',
      'bool',
      'other',
    ]);
  });

  test.each([
    ['by name', 'SELECT ts AS time FROM t ORDER BY time', true],
    ['by position', 'SELECT s, ts AS time FROM t ORDER BY 2, 1', true],
    ['after a UNION', 'SELECT ts AS time FROM t UNION ALL SELECT ts FROM t ORDER BY time', true],
    ['backwards', 'SELECT ts AS time FROM t ORDER BY time DESC', false],
    ['by something else first', 'SELECT ts AS time, s FROM t ORDER BY s, time', false],
    ['inside only', 'SELECT * FROM (SELECT ts AS time FROM t ORDER BY time) x', false],
  ])('ordered %s', async (_name, sql, isOrderedByTime) => {
    await expect(askPostgres(db, sql)).resolves.toMatchObject({ isOrderedByTime });
  });

  test('tables are distinguished from WITH clauses', async () => {
    await expect(
      askPostgres(
        db,
        'WITH a AS (SELECT * FROM t), b AS (SELECT * FROM a JOIN pg_catalog.pg_class ON true) SELECT 1 FROM b',
      ),
    ).resolves.toMatchObject({ tables: ['t', 'pg_catalog.pg_class'] });
  });

  test.each([
    ['SELECT nothing FROM t', '"nothing" does not exist'],
    ['SELECT FROM WHERE', 'syntax error'],
    ['SELECT 1; SELECT 2', 'one SELECT'],
    ['DELETE FROM t', 'one SELECT'],
  ])('%s is refused', async (sql, error) => {
    await expect(askPostgres(db, sql)).rejects.toThrow(error);
  });
});

describe('ClickHouse', () => {
  const session = new Session();
  beforeAll(() => {
    session.query(
      "CREATE DATABASE d; CREATE TABLE d.t (ts DateTime64(9, 'UTC'), day Date, n Nullable(Decimal(8, 2)), s LowCardinality(Nullable(String)), e Enum8('x' = 1), b Bool, tags Array(String)) ENGINE = MergeTree ORDER BY ts",
    );
    session.query('USE d');
  });
  afterAll(() => session.close());

  test('columns have the kind seen by Grafana', async () => {
    const { columns } = await askClickhouse(
      session,
      'SELECT ts, day, n, toFloat64(n) AS f, count() AS c, s, e, b, tags FROM t GROUP BY ALL',
    );
    expect(columns.map(({ kind }) => kind)).toEqual([
      'time',
      'date',
      'number',
      'number',
      'number',
      'text',
      'text',
      'bool',
      'other',
    ]);
  });

  test.each([
    ['by name', 'WITH 1 AS x SELECT ts AS time, x FROM t ORDER BY time, s LIMIT 5', true],
    ['backwards', 'SELECT ts AS time FROM t ORDER BY time DESC', false],
    ['by something else first', 'SELECT ts AS time FROM t ORDER BY s, time', false],
    ['inside only', 'SELECT * FROM (SELECT ts AS time FROM t ORDER BY time)', false],
  ])('ordered %s', async (_name, sql, isOrderedByTime) => {
    await expect(askClickhouse(session, sql)).resolves.toMatchObject({ isOrderedByTime });
  });

  test('tables are distinguished from WITH clauses', async () => {
    await expect(
      askClickhouse(session, 'WITH a AS (SELECT * FROM t) SELECT 1 FROM a, system.one'),
    ).resolves.toMatchObject({ tables: ['t', 'system.one'] });
  });

  test.each([
    ['SELECT nothing FROM t', 'nothing'],
    ['SELECT FROM WHERE', 'Syntax error'],
  ])('%s is refused', async (sql, error) => {
    await expect(askClickhouse(session, sql)).rejects.toThrow(error);
  });
});

describe('what Grafana can use', () => {
  test.each<[Shape, string, readonly [string, ColumnKind][], number]>([
    [
      'lines',
      'a time, a label and a number',
      [
        ['time', 'time'],
        ['agent', 'text'],
        ['pnl', 'number'],
      ],
      0,
    ],
    [
      'lines',
      'a day',
      [
        ['time', 'date'],
        ['pnl', 'number'],
      ],
      1,
    ],
    [
      'lines',
      'another name for the time',
      [
        ['ts', 'time'],
        ['pnl', 'number'],
      ],
      1,
    ],
    [
      'lines',
      'a second time',
      [
        ['time', 'time'],
        ['until', 'time'],
        ['pnl', 'number'],
      ],
      1,
    ],
    [
      'lines',
      'a bool',
      [
        ['time', 'time'],
        ['open', 'bool'],
        ['pnl', 'number'],
      ],
      1,
    ],
    [
      'lines',
      'nothing to draw',
      [
        ['time', 'time'],
        ['agent', 'text'],
      ],
      1,
    ],
    [
      'events',
      'a time, an end and a text',
      [
        ['time', 'time'],
        ['timeend', 'time'],
        ['text', 'text'],
      ],
      0,
    ],
    ['events', 'no text', [['time', 'time']], 1],
    [
      'alert',
      'a number and labels',
      [
        ['agent', 'text'],
        ['age', 'number'],
      ],
      0,
    ],
    [
      'alert',
      'two numbers',
      [
        ['low', 'number'],
        ['age', 'number'],
      ],
      1,
    ],
    [
      'alert',
      'a series',
      [
        ['time', 'time'],
        ['age', 'number'],
      ],
      1,
    ],
    [
      'alert',
      'a bool',
      [
        ['late', 'bool'],
        ['age', 'number'],
      ],
      1,
    ],
    [
      'rows',
      'anything',
      [
        ['tags', 'other'],
        ['open', 'bool'],
      ],
      0,
    ],
    [
      'rows',
      'one name twice',
      [
        ['agent', 'text'],
        ['agent', 'text'],
      ],
      1,
    ],
  ])('%s of %s', (shape, _name, columns, problems) => {
    expect(
      shapeProblems(
        shape,
        columns.map(([name, kind]) => ({ name, kind })),
      ),
    ).toHaveLength(problems);
  });
});
