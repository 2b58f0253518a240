import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryAggregateState } from './query-aggregate-state.ts';

const clickhouse = (text: string): AskedQuery => ({ language: 'clickhouse', text });

test.each<[string, AskedQuery, string[]]>([
  ['a sum of states', clickhouse("SELECT '±', sum(pnl_sum) FROM hourly"), ['query/aggregate-state error "pnl_sum"']],
  ['a merge of states', clickhouse('SELECT sumMerge(pnl_sum) FROM hourly'), []],
  ['a simple aggregate, which is a number', clickhouse('SELECT sum(volume) FROM hourly'), []],
  [
    'numbers of a subquery with the same name',
    clickhouse('SELECT sum(pnl_sum) FROM (SELECT sumMerge(pnl_sum) AS pnl_sum FROM hourly GROUP BY hour)'),
    [],
  ],
  ['a table of numbers', clickhouse('SELECT sum(pnl_usd), uniq(agent_id) FROM trades'), []],
  ['another language', { language: 'postgres', text: 'SELECT sum(amount) FROM ledger' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryAggregateState], { catalog })).toEqual(expected);
});
