import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryAliasHides } from './query-alias-hides.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'an alias that hides the column of the WHERE',
    { language: 'clickhouse', text: 'SELECT sum(pnl_usd) AS pnl_usd FROM t WHERE pnl_usd IS NOT NULL' },
    ['query/alias-hides error "pnl_usd"'],
  ],
  [
    'in a CTE, by a part of the aggregate',
    {
      language: 'clickhouse',
      text: 'WITH a AS (SELECT round(sumIf(x, y) / 2) AS x FROM t WHERE z AND x > 0) SELECT x FROM a WHERE x > 1',
    },
    ['query/alias-hides error "x"'],
  ],
  [
    'another alias',
    { language: 'clickhouse', text: 'SELECT sum(pnl_usd) AS pnl FROM t WHERE pnl_usd IS NOT NULL' },
    [],
  ],
  [
    'an alias of something other than an aggregate',
    { language: 'clickhouse', text: 'SELECT toDate(ts) AS ts FROM t WHERE ts > now()' },
    [],
  ],
  [
    'HAVING, where that is allowed',
    { language: 'clickhouse', text: 'SELECT sum(x) AS x FROM t GROUP BY y HAVING x > 1' },
    [],
  ],
  [
    'the WHERE of an inner query',
    { language: 'clickhouse', text: 'SELECT max(x) AS x FROM (SELECT x FROM t WHERE x > 0)' },
    [],
  ],
  [
    'a setting that prefers the column',
    { language: 'clickhouse', text: 'SELECT sum(x) AS x FROM t WHERE x > 0 SETTINGS prefer_column_name_to_alias = 1' },
    [],
  ],
  ['PostgreSQL, which reads the column', { language: 'postgres', text: 'SELECT sum(x) AS x FROM t WHERE x > 0' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryAliasHides])).toEqual(expected);
});
