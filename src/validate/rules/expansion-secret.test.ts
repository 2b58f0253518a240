import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { expansionSecret } from './expansion-secret.ts';

test.each([
  ['a bare name', datasources({ name: 'P', secureJsonData: { password: '$PG' } }), [], {}],
  [
    'braces',
    datasources({ name: 'P', secureJsonData: { password: '${PG}' } }),
    ['/datasources/0/secureJsonData/password'],
    {},
  ],
  [
    'braces around a value without a dollar',
    datasources({ name: 'P', secureJsonData: { password: '${PG}' } }),
    [],
    { variables: new Map([['PG', 'abc']]) },
  ],
  [
    'braces around a value with one',
    datasources({ name: 'P', secureJsonData: { password: '${PG}' } }),
    ['error /datasources/0/secureJsonData/password'],
    { variables: new Map([['PG', 'a$b']]) },
  ],
  [
    'a file, which has no other form',
    datasources({ name: 'P', secureJsonData: { password: '$__file{/run/pg}' } }),
    [],
    {},
  ],
  ['braces in a field that is not a secret', datasources({ name: 'P', url: '${HOST}' }), [], {}],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, expansionSecret, options)).toEqual(expected);
});
