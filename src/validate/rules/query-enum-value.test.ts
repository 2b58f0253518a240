import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryEnumValue } from './query-enum-value.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a value',
    { language: 'clickhouse', text: "SELECT 1 FROM trades WHERE status = 'filled' AND agent_id = 'anything'" },
    [],
  ],
  [
    'a value in capitals',
    { language: 'clickhouse', text: "SELECT 1 FROM trades WHERE status = 'FILLED'" },
    ['query/enum-value error "status"'],
  ],
  [
    'a value of a list',
    { language: 'clickhouse', text: "SELECT 1 FROM trades WHERE status IN ('filled', 'partial')" },
    ['query/enum-value error "status"'],
  ],
  ['a number', { language: 'clickhouse', text: 'SELECT 1 FROM trades WHERE status = 1' }, []],
  [
    'a string of a CHECK',
    { language: 'postgres', text: "SELECT 1 FROM agents WHERE status <> 'activ'" },
    ['query/enum-value error "status"'],
  ],
  [
    'a variable',
    {
      language: 'postgres',
      text: 'SELECT 1 FROM agents WHERE status IN ($x)',
      variables: [{ name: 'x', type: 'query', multi: true }],
    },
    [],
  ],
  [
    'a name that the query defines',
    {
      language: 'postgres',
      text: "SELECT 1 FROM (SELECT upper(status) AS status FROM agents) s WHERE status = 'ACTIVE'",
    },
    [],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryEnumValue], { catalog })).toEqual(expected);
});
