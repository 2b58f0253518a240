import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { envUnset } from './env-unset.ts';

test.each([
  ['no environment file', datasources({ name: 'P', url: '$HOST' }), [], {}],
  ['a variable that is set', datasources({ name: 'P', url: '$HOST' }), [], { variables: new Map([['HOST', 'x']]) }],
  [
    'a variable that is not set, reported once',
    datasources({ name: 'P', url: '$HOST', user: '$HOST' }),
    ['/datasources/0/url'],
    { variables: new Map([['PORT', '1']]) },
  ],
  ['a file', datasources({ name: 'P', url: '$__file{/x}' }), [], { variables: new Map([['PORT', '1']]) }],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, envUnset, options)).toEqual(expected);
});
