import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { expansionMacro } from './expansion-macro.ts';

test.each([
  ['a doubled dollar', datasources({ name: 'P', jsonData: { derivedFields: [{ url: '$${__value.raw}' }] } }), []],
  [
    'a single one',
    datasources({ name: 'P', jsonData: { derivedFields: [{ url: '${__value.raw}' }] } }),
    ['/datasources/0/jsonData/derivedFields/0/url'],
  ],
  [
    'a bare name',
    datasources({ name: 'P', jsonData: { tracesToMetrics: { queries: [{ query: 'rate(x{$__tags}[5m])' }] } } }),
    ['/datasources/0/jsonData/tracesToMetrics/queries/0/query'],
  ],
  ['providers of values', datasources({ name: 'P', url: '$__env{HOST}', user: '$__file{/run/user}' }), []],
  ['a query, which is not expanded', alertRules({ data: [{ model: { expr: 'rate(x[$__rate_interval])' } }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, expansionMacro)).toEqual(expected);
});
