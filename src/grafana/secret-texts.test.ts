import { expect, test } from 'vitest';

import { isSecretReference, secretsIn, secretValues, withoutSecrets } from './secret-texts.ts';

const PEM = '-----BEGIN RSA PRIVATE KEY-----';
const PEM_END = '-----END RSA PRIVATE KEY-----';

test.each<[string, string]>([
  ['http://me:hunter2@host:9090/a', 'http://me:*******@host:9090/a'],
  ['postgres://me:p@ss:w@host/db', 'postgres://me:******@host/db'],
  ['http://me:hunter2@a,http://you:hunter3@b', 'http://me:*******@a,http://you:*******@b'],
  ['https://0123456789abcdef0123456789abcdef@sentry.example/1', `https://${'*'.repeat(32)}@sentry.example/1`],
  ['https://x/hook?token=abcdef&a=b', 'https://x/hook?token=******&a=b'],
  ['https://x/?a=b&api_key=abcdef', 'https://x/?a=b&api_key=******'],
  ['<a href="https://x/?a=b&amp;access_token=abcdef">', '<a href="https://x/?a=b&amp;access_token=******">'],
  ['https://x.logic.azure.com/a?sig=Ab-1_2', 'https://x.logic.azure.com/a?sig=******'],
  ['Authorization: Bearer abc123def', 'Authorization: Bearer *********'],
  ['authorization: basic bWU6aHVudGVyMg==', 'authorization: basic ****************'],
  ['host=pg user=me password=hunter2 dbname=x', 'host=pg user=me password=******* dbname=x'],
  ['Server=pg;User Id=me;Pwd=hunter2;', 'Server=pg;User Id=me;Pwd=*******;'],
  [`${PEM}\nMIIE+/=\n${PEM_END} after`, `${'*'.repeat(PEM.length)}\n*******\n${'*'.repeat(PEM_END.length)} after`],
  [
    `{"key":"${PEM}\\nMIIE\\n${PEM_END}\\n","a":1}`,
    `{"key":"${'*'.repeat(PEM.length + 8 + PEM_END.length)}\\n","a":1}`,
  ],
  [`ghp_${'a'.repeat(36)}.`, `${'*'.repeat(40)}.`],
  [`glpat-${'a'.repeat(20)}`, '*'.repeat(26)],
  [`https://me:ghp_${'a'.repeat(36)}@github.com`, `https://me:${'*'.repeat(40)}@github.com`],
])('%s is printed as %s', (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
  expect(withoutSecrets(expected)).toBe(expected);
  for (const { value, offset, length } of secretsIn(text)) expect(text.slice(offset, offset + length)).toBe(value);
});

test.each([
  'http://host:9090/a?b=c',
  'http://$USER:$PASSWORD@host',
  'http://me:${PASSWORD}@host',
  'https://x/?token=$__env{TOKEN}',
  'https://x/d/board?var-token=$token&var-key=${key:queryparam}',
  'https://x/?token=<token>',
  'http://me:********@host',
  'mailto:someone@example.com',
  'Basic authentication of the gateway',
  'the bearer certificate',
  'sum(rate(x{password="a"}[5m]))',
  'SELECT password = crypt(a) FROM users',
  'token=abc',
  'up{job="a"} == 0',
])('%s contains no secret', (text) => {
  expect(secretsIn(text)).toEqual([]);
  expect(withoutSecrets(text)).toBe(text);
});

test.each([
  ['$PG_PASSWORD', true],
  ['${PG_PASSWORD}', true],
  ['$__file{/run/secrets/x}', true],
  ['x$PG_PASSWORD', false],
  ['hunter2', false],
])('%s is only a reference: %j', (text, expected) => {
  expect(isSecretReference(text)).toBe(expected);
});

test('values of variables with secret names, except everyday words, numbers and paths', () => {
  expect(
    secretValues([
      ['DB_PASSWORD', 'hunter2-x'],
      ['API_KEY', 'abc123'],
      ['PGPASSWORD', 'postgres'],
      ['TLS_KEY', '/run/key.pem'],
      ['HOME_TOKEN', undefined],
      ['SHORT_SECRET', 'ab1'],
      ['HOST', 'hunter3-x'],
    ]),
  ).toEqual(['hunter2-x', 'abc123']);
});
