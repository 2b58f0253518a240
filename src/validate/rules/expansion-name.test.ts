import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { expansionName } from './expansion-name.ts';

test.each([
  ['a name', datasources({ name: 'P', url: '$HOST:${PORT}' }), []],
  ['a default as in a shell', datasources({ name: 'P', url: '${HOST:-localhost}' }), ['/datasources/0/url']],
  [
    'a group of a regular expression',
    datasources({ name: 'P', jsonData: { derivedFields: [{ url: '/x/$1' }] } }),
    ['/datasources/0/jsonData/derivedFields/0/url'],
  ],
  [
    'the end of a regular expression',
    datasources({ name: 'P', jsonData: { derivedFields: [{ matcherRegex: '^a$' }] } }),
    [],
  ],
  ['a query, which is not expanded', alertRules({ data: [{ model: { rawSql: 'SELECT $1' } }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, expansionName)).toEqual(expected);
});
