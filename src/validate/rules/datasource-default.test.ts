import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { datasourceDefault } from './datasource-default.ts';

test.each([
  ['one default', datasources({ name: 'A', isDefault: true }, { name: 'B' }), []],
  [
    'two defaults',
    datasources({ name: 'A', isDefault: true }, { name: 'B', isDefault: true }),
    ['/datasources/1/isDefault'],
  ],
  ['one for each org', datasources({ name: 'A', isDefault: true }, { name: 'B', isDefault: true, orgId: 2 }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceDefault)).toEqual(expected);
});
