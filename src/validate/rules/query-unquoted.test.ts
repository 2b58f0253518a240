import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryUnquoted } from './query-unquoted.ts';

const sql = (
  where: string,
  variable: object = { type: 'query' },
  language: AskedQuery['language'] = 'postgres',
): AskedQuery => ({ language, text: `SELECT 1 FROM agents WHERE ${where}`, variables: [{ name: 'x', ...variable }] });
const found = ['query/unquoted warning "$x"'];

test.each<[string, AskedQuery, string[]]>([
  ['one string in a list', sql('agent_id IN ($x)'), found],
  ['one string after an equals sign, in ClickHouse', sql('t.agent_id = $x', { type: 'query' }, 'clickhouse'), found],
  [
    'a known string against a column that is not in the catalog',
    sql('owner = $x', { type: 'custom', query: 'pf_agent_001,b' }),
    found,
  ],
  ['an unknown value against such a column', sql('owner = $x'), []],
  ['a number', sql('number = $x', { type: 'custom', query: '1,2' }), []],
  ['several values, which Grafana quotes', sql('agent_id IN ($x)', { type: 'query', multi: true }), []],
  ['quotes', sql("agent_id = '$x'"), []],
  ['a format', sql('agent_id IN (${x:sqlstring})'), []],
  ['a column of time', sql('registered_at = $x'), []],
  ['a column, chosen by a variable', sql('TRUE ORDER BY $x'), []],
  ['PromQL', { language: 'promql', text: 'up{agent_id=$x}', variables: [{ name: 'x', type: 'query' }] }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryUnquoted], { catalog })).toEqual(expected);
});
