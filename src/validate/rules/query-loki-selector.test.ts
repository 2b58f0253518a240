import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryLokiSelector } from './query-loki-selector.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a value', { language: 'logql', text: '{a="b"}' }, []],
  ['anything', { language: 'logql', text: '{a=~".*"}' }, ['query/loki-selector error "{a=~\\".*\\"}"']],
  ['not something', { language: 'logql', text: '{a!="b"} |= "c"' }, ['query/loki-selector error "{a!=\\"b\\"}"']],
  [
    'All of a variable made for PromQL',
    {
      language: 'logql',
      text: '{a=~"$x"}',
      variables: [{ name: 'x', type: 'query', includeAll: true, allValue: '.*' }],
    },
    ['query/loki-selector warning "{a=~\\"$x\\"}"'],
  ],
  ['another language', { language: 'promql', text: '{a=~".*"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryLokiSelector])).toEqual(expected);
});
