import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryTable } from './query-table.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a table', { language: 'postgres', text: 'SELECT 1 FROM agents a JOIN public.ledger l USING (agent_id)' }, []],
  ['no such table', { language: 'postgres', text: "SELECT '±', 1 FROM agent" }, ['query/table error "agent"']],
  [
    'a name that the statement defines',
    { language: 'postgres', text: 'WITH RECURSIVE tree AS (SELECT 1 UNION ALL SELECT 1 FROM tree) SELECT * FROM tree' },
    [],
  ],
  [
    "the database's own tables",
    { language: 'postgres', text: 'SELECT 1 FROM information_schema.tables, pg_stat_activity' },
    [],
  ],
  ['a function', { language: 'postgres', text: "SELECT d FROM generate_series(now(), now(), '1d') d" }, []],
  [
    'a table of ClickHouse',
    { language: 'clickhouse', text: 'SELECT 1 FROM pf.trades FINAL WHERE $__timeFilter(timestamp)' },
    [],
  ],
  [
    'no such table of ClickHouse',
    { language: 'clickhouse', text: 'WITH x AS (SELECT 1 FROM trade) SELECT * FROM x' },
    ['query/table error "trade"'],
  ],
  ["ClickHouse's own tables", { language: 'clickhouse', text: 'SELECT 1 FROM system.parts, numbers(10)' }, []],
  ['another language', { language: 'promql', text: 'agent' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryTable], { catalog })).toEqual(expected);
});

test('without a catalog every table is accepted', async () => {
  expect(await queryFindings({ language: 'postgres', text: 'SELECT 1 FROM agent' }, [queryTable])).toEqual([]);
});
