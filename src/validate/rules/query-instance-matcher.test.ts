import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryInstanceMatcher } from './query-instance-matcher.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'the variable',
    { language: 'promql', text: 'up{instance=~"$instance"} + rate(foo{instance=~"${instance}"}[5m])' },
    [],
  ],
  ['no matcher', { language: 'promql', text: 'up' }, ['query/instance-matcher note "up"']],
  [
    'another matcher',
    { language: 'promql', text: 'up{instance="a"}' },
    ['query/instance-matcher note "up{instance=\\"a\\"}"'],
  ],
  ['an alert', { language: 'promql', text: 'up > 0', as: 'alert' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryInstanceMatcher], { preset: 'mixin' })).toEqual(expected);
});
