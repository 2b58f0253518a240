import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { variablePromql } from './variable-promql.ts';

const asked = (text: string): AskedQuery => ({ language: 'promql', as: 'variable', text });

test.each<[string, AskedQuery, number]>([
  ['labels', asked('label_values(up{a=~"$b"}, job)'), 0],
  ['a label from a variable', asked('label_values(up, ${label})'), 0],
  ['a label from a variable in the oldest syntax', asked('label_values(up{a=~"$b"},[[label]])'), 0],
  ['labels of everything', asked('label_values(job)'), 0],
  ['names', asked('label_names()'), 0],
  ['a query', asked('query_result(topk(3, sum by (a) (b)))'), 0],
  ['a selector', asked('up{a="b"}'), 0],
  ['a mistyped function', asked('label_value(up, job)'), 1],
  ['a query without its function', asked('topk(3, up)'), 1],
  ['a function without its label', asked('label_values(up{a="b"}, )'), 1],
  ['a panel', { language: 'promql', text: 'sum(up)' }, 0],
  ['a variable of another source', { language: 'postgres', as: 'variable', text: 'SELECT count(*) FROM a' }, 0],
])('%s', async (_name, query, count) => {
  const found = await queryFindings(query, [variablePromql]);
  expect(found.map((finding) => finding.split(' ')[0])).toEqual(Array.from({ length: count }, () => 'variable/promql'));
});
