import { expect, test } from 'vitest';

import { datasources, validated } from '../../test/support/validated.ts';
import { secretPlaceholder } from './secret-placeholder.ts';
import { secretPlain } from './secret-plain.ts';

const ids = (password: unknown) =>
  validated(datasources({ name: 'P', type: 'postgres', secureJsonData: { password } }), [
    secretPlaceholder,
    secretPlain,
  ]).map((line) => line.split(' ').at(-1));

test.each(['...', '[REDACTED]', '<password>', 'changeme', 'CHANGE_ME', 'xxxx', '********', 'your-password', 'TODO'])(
  '%s has to be filled in, and is not a secret that is known now',
  (password) => {
    expect(ids(password)).toEqual(['secret/placeholder']);
  },
);

test.each([['hunter2'], ['x9!redacted'], ['admin'], ['my-dog-is-called-rex']])('%s is a secret', (password) => {
  expect(ids(password)).toEqual(['secret/plain']);
});

test.each([['$PG_PASSWORD'], ['']])('%j is neither', (password) => {
  expect(ids(password)).toEqual([]);
});
