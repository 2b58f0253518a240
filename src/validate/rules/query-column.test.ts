import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryColumn } from './query-column.ts';

const one = (more = {}) => [{ name: 'x', type: 'custom', query: 'pf_1,pf_2', ...more }];

test.each<[string, AskedQuery, string[]]>([
  [
    'columns',
    {
      language: 'postgres',
      text: 'SELECT a.agent_id, sum(amount) AS total FROM ledger l JOIN agents a ON a.agent_id = l.agent_id WHERE $__timeFilter(l.ts) GROUP BY 1 HAVING sum(amount) > 1 ORDER BY total',
    },
    [],
  ],
  [
    'a mistyped column',
    { language: 'postgres', text: "SELECT '±' AS x, agent_id, sum(amunt) FROM ledger GROUP BY 2" },
    ['query/column error "amunt"'],
  ],
  [
    'a column of the other table',
    { language: 'postgres', text: 'SELECT a.amount FROM ledger l JOIN agents a ON true' },
    ['query/column error "amount"'],
  ],
  [
    'a column in a macro',
    { language: 'postgres', text: 'SELECT 1 FROM ledger WHERE $__timeFilter(tss)' },
    ['query/column error "tss"'],
  ],
  [
    'columns of a subquery',
    { language: 'postgres', text: 'SELECT s.y, z, count FROM (SELECT 1 AS y, 2 AS z, count(*) FROM agents) s' },
    [],
  ],
  [
    'columns of a function',
    {
      language: 'postgres',
      text: "SELECT d::date, key FROM agents, generate_series(now(), now(), '1d') AS d, jsonb_each('{}'::jsonb)",
    },
    [],
  ],
  [
    'a value of a variable without quotes',
    { language: 'postgres', text: 'SELECT 1 FROM agents WHERE agent_id IN ($x)', variables: one() },
    ['query/column error "$x"'],
  ],
  [
    'several values, which Grafana quotes',
    { language: 'postgres', text: 'SELECT 1 FROM agents WHERE agent_id IN ($x)', variables: one({ multi: true }) },
    [],
  ],
  [
    'a value in quotes',
    {
      language: 'postgres',
      text: "SELECT 1 FROM agents WHERE agent_id = '$x' OR agent_id = ${x:sqlstring}",
      variables: one(),
    },
    [],
  ],
  ['a table that is not in the catalog', { language: 'postgres', text: 'SELECT anything FROM elsewhere, agents' }, []],
  [
    'columns of ClickHouse',
    {
      language: 'clickhouse',
      text: "SELECT toDate(timestamp) AS day, sum(pnl_usd) pnl, extra['k'], arrayMap(y -> y + 1, [1]) FROM trades GROUP BY day ORDER BY day, pnl",
    },
    [],
  ],
  [
    'a column that a rollup lacks',
    { language: 'clickhouse', text: 'SELECT market, sum(volume) FROM hourly GROUP BY market' },
    ['query/column error "market"', 'query/column error "market"'],
  ],
  [
    'a name that a CTE defines',
    {
      language: 'clickhouse',
      text: 'WITH a AS (SELECT agent_id, max(volume) AS peak FROM hourly GROUP BY agent_id) SELECT agent_id, peak, a.peak FROM a',
    },
    [],
  ],
  [
    'a constant and a table function',
    { language: 'clickhouse', text: 'WITH 2 AS two SELECT number * two, rand FROM numbers(3)' },
    [],
  ],
  [
    'a join',
    {
      language: 'clickhouse',
      text: 'SELECT t.agent_id, h.volume, h.pnl_usd FROM trades t ANY LEFT JOIN hourly h USING agent_id',
    },
    ['query/column error "pnl_usd"'],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryColumn], { catalog })).toEqual(expected);
});
