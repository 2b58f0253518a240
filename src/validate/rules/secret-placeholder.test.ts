import { expect, test } from 'vitest';

import { datasources, validated } from '../../test/support/validated.ts';
import { secretPlaceholder } from './secret-placeholder.ts';
import { secretPlain } from './secret-plain.ts';

const ids = (password: unknown) =>
  validated(datasources({ name: 'P', type: 'postgres', secureJsonData: { password } }), [
    secretPlaceholder,
    secretPlain,
  ]).map((line) => line.split(' ').at(-1));

const SIGNS = [
  '...',
  '[REDACTED]',
  '<password>',
  '<<password>>',
  '(redacted)',
  '{password}',
  '#{password}#',
  '<%= x %>',
];
const MORE_SIGNS = ['%%PASSWORD%%', '@@PASSWORD@@', '__PASSWORD__', 'xxxx', '********', '••••••', '-', '???'];
const WORDS = [
  'changeme',
  'CHANGE_ME',
  'change-me-please',
  'replaceme',
  'TODO',
  'none',
  'null',
  'N/A',
  'dummy',
  'example',
];
const PHRASES = [
  'your-password',
  'yourpassword',
  'enter_your_key',
  'TOKEN_GOES_HERE',
  'your token here',
  'notarealpassword',
];
const ADDRESSES = [
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  'https://hooks.slack.com/services/XXX/YYY/ZZZ',
  'https://hooks.slack.com/services/YOUR/WEBHOOK/URL',
  'https://discord.com/api/webhooks/123456789/<token>',
  'https://hooks.slack.com/services/...',
];

test.each([...SIGNS, ...MORE_SIGNS, ...WORDS, ...PHRASES, ...ADDRESSES])(
  '%s has to be filled in, and is not a secret that is known now',
  (password) => {
    expect(ids(password)).toEqual(['secret/placeholder']);
  },
);

test.each(['hunter2', 'x9!redacted', 'admin', 'my-dog-is-called-rex', 'https://me.example/hooks/a8Fd03kqLmx2'])(
  '%s is a secret',
  (password) => {
    expect(ids(password)).toEqual(['secret/plain']);
  },
);

test.each([['$PG_PASSWORD'], ['']])('%j is neither', (password) => {
  expect(ids(password)).toEqual([]);
});
