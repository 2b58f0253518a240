import { expect, test } from 'vitest';

import { datasources, diagnosticsOf } from '../test/support/validated.ts';
import { rules } from './rules/index.ts';

test.each<[string, string, Record<string, string>, string[]]>([
  ['a secret', 'hunter2-x', {}, ['password: *********']],
  ['a secret that is a word, beside its key', 'password', {}, ['password: ********']],
  ['a secret that is a word in the finding', 'secret', {}, ['password: ******']],
  [
    'a secret that is the name of the product',
    'grafana',
    { url: 'http://grafana-db:5432/grafana' },
    ['password: *******'],
  ],
])('%s', (_name, password, more, expected) => {
  const found = diagnosticsOf(
    datasources({ name: 'P', uid: 'p', type: 'postgres', ...more, secureJsonData: { password } }),
    rules,
  ).filter(({ id }) => id === 'secret/plain');
  expect(found.map(({ at }) => at?.excerpt?.trim())).toEqual(expected);
  expect(found.map(({ message }) => message)).toEqual([
    'This file contains a secret in plain text, so everybody who can read the repository can read it.',
  ]);
});

test('a word that is a secret is hidden in quotes', () => {
  const found = diagnosticsOf(
    datasources({ name: 'P', uid: 'p', type: 'postgres', access: 'velvet', secureJsonData: { password: 'velvet' } }),
    rules,
  );
  expect(JSON.stringify(found.map(({ message, hint, at }) => [message, hint, at?.excerpt]))).not.toContain('velvet');
});

test('and in a longer quoted text', () => {
  const found = diagnosticsOf(
    datasources({
      name: 'P',
      uid: 'p',
      type: 'postgres',
      access: 'http://admin:velvet@pg',
      secureJsonData: { password: 'velvet' },
    }),
    rules,
  );
  expect(found.map(({ message }) => message).filter((message) => message.includes('admin'))).toEqual([
    expect.stringContaining('"http://admin:******@pg"'),
  ]);
});
