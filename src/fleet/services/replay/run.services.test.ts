import { expect, test } from 'vitest';

import { UserError } from '../../../diagnostics/errors.ts';
import { runReplay } from './run.ts';

const environment = {
  KAFKA_BROKERS: '127.0.0.1:1',
  CLICKHOUSE_URL: 'http://127.0.0.1:1',
  CLICKHOUSE_PASSWORD: 'hidden',
};
const from = '2026-03-01T00:00:00Z';

test.each([
  ['the brokers', {}, /^Check KAFKA_BROKERS and run/],
  ['ClickHouse', { deadLetters: true }, /^Check KAFKA_BROKERS and CLICKHOUSE_URL/],
] as const)('%s that cannot be reached are reported as a problem of the settings', async (_what, more, hint) => {
  const error: unknown = await runReplay(environment, { from, ...more }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  const [{ id, message, hint: said } = { id: '', message: '', hint: '' }] = (error as UserError).diagnostics;
  expect([id, message]).toEqual(['replay/unfinished', expect.stringContaining('ECONNREFUSED')]);
  expect(said).toMatch(hint);
  expect(message).not.toContain('hidden');
});
