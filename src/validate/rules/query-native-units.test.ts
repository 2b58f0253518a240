import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryNativeUnits } from './query-native-units.ts';

const promql = (text: string): AskedQuery => ({ language: 'promql', text });

test.each<[string, AskedQuery, string[]]>([
  [
    'a sum over currencies',
    promql('sum by (agent) (balance{agent=~"a"})'),
    ['query/native-units warning "sum by (agent) (balance{agent=~\\"a\\"})"'],
  ],
  ['a sum of one currency', promql('sum(balance{currency="USDC"})'), []],
  ['a sum by currency', promql('sum by (currency) (balance)'), []],
  ['a sum without another label', promql('sum without (agent) (balance)'), []],
  ['a sum of values', promql('sum(max by (agent, currency) (balance) * on (currency) group_left () rates)'), []],
  ['a count', promql('count(balance)'), []],
  ['a metric of another unit', promql('sum(open_count)'), []],
  ['another language', { language: 'postgres', text: 'SELECT sum(balance) FROM agents' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryNativeUnits], { catalog })).toEqual(expected);
});
