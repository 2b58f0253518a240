import { expect, test } from 'vitest';

import { jsonLog, withoutSecrets } from './log.ts';

const lines = (secrets: readonly string[], message: string): Record<string, unknown> => {
  let written = '';
  const now = (): Date => new Date('2026-03-01T00:00:00Z');
  jsonLog({ service: 'pf-webhook', secrets, now, write: (line) => (written += line) })('warn', message);
  return JSON.parse(written) as Record<string, unknown>;
};

test.each([
  ['a secret', ['first-secret'], 'sent with first-secret twice: first-secret', 'sent with *** twice: ***'],
  ['a secret with characters that JSON escapes', ['a"b\\c'], 'it is a"b\\c', 'it is ***'],
  ['a secret that begins with another secret', ['secret', 'secret-of-march'], 'secret-of-march', '***'],
  ['empty secrets', ['', ''], 'nothing to hide', 'nothing to hide'],
])('hides secrets in a line: %s', (_what, secrets, message, expected) => {
  expect(lines(secrets, message)).toMatchObject({ level: 'warn', service_name: 'pf-webhook', message: expected });
});

test('hides secrets in the text of an error', () => {
  expect(withoutSecrets('key-1 and key-12', ['key-1', 'key-12'])).toBe('*** and ***');
});
