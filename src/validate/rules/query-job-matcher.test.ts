import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryJobMatcher } from './query-job-matcher.ts';

test.each<[string, AskedQuery, string[]]>([
  ['the variable', { language: 'promql', text: 'up{job=~"$job"} + rate(foo{job=~"${job}"}[5m])' }, []],
  ['no matcher', { language: 'promql', text: 'up' }, ['query/job-matcher note "up"']],
  ['another matcher', { language: 'promql', text: 'up{job="a"}' }, ['query/job-matcher note "up{job=\\"a\\"}"']],
  ['an alert', { language: 'promql', text: 'up > 0', as: 'alert' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryJobMatcher], { preset: 'mixin' })).toEqual(expected);
});
