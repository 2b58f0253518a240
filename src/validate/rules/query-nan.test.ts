import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryNan } from './query-nan.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a comparison with NaN', { language: 'promql', text: 'foo == NaN' }, ['query/nan warning "NaN"']],
  ['NaN as a value', { language: 'promql', text: 'foo * NaN' }, []],
  ['another language', { language: 'logql', text: '{a="NaN"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryNan])).toEqual(expected);
});
