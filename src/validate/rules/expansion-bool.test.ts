import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { expansionBool } from './expansion-bool.ts';

test.each([
  ['true and false', datasources({ name: 'P', isDefault: true, editable: false }), [], {}],
  ['a variable', datasources({ name: 'P', isDefault: '$MAIN' }), ['/datasources/0/isDefault'], {}],
  [
    'a variable that is set',
    datasources({ name: 'P', isDefault: '$MAIN' }),
    [],
    { variables: new Map([['MAIN', 'true']]) },
  ],
  [
    'a variable with the value yes',
    alertRules({ isPaused: '$P' }),
    ['error /groups/0/rules/0/isPaused'],
    { variables: new Map([['P', 'yes']]) },
  ],
  ['another key with that name', datasources({ name: 'P', jsonData: { editable: '$X' } }), [], {}],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, expansionBool, options)).toEqual(expected);
});
