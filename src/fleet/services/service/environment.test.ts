import { expect, test } from 'vitest';

import { EnvironmentReader } from './environment.ts';

test.each([
  [undefined, false],
  ['', false],
  ['false', false],
  ['true', true],
  [' true ', true],
])('a flag of %j is %j', (given, expected) => {
  const env = new EnvironmentReader('sink', { KAFKA_TLS: given });
  expect(env.flag('KAFKA_TLS')).toBe(expected);
  expect(() => env.finish()).not.toThrow();
});

test.each(['1', 'yes', 'TRUE', 'on'])('a flag with the value %j is refused, not treated as false', (given) => {
  const env = new EnvironmentReader('sink', { KAFKA_TLS: given });
  env.flag('KAFKA_TLS');
  expect(() => env.finish()).toThrow(`KAFKA_TLS is ${JSON.stringify(given)}, neither true nor false.`);
});

test('reports every problem at once', () => {
  const env = new EnvironmentReader('sink', { PF_PORT: '80.5', CLICKHOUSE_URL: 'tcp://user:password@host:9000' });
  env.required('KAFKA_BROKERS', 'the brokers');
  env.number('PF_PORT', 8081, { min: 0, max: 65_535, whole: true });
  env.url('CLICKHOUSE_URL', 'http://localhost:8123');
  let said = '';
  try {
    env.finish();
  } catch (error) {
    said = String(error);
  }
  expect(said).toContain('KAFKA_BROKERS is not set');
  expect(said).toContain('PF_PORT is "80.5"');
  expect(said).toContain('CLICKHOUSE_URL is not');
  expect(said).not.toContain('password');
});
