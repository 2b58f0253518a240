import { readFileSync } from 'node:fs';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { checkAlertTest, checkRouteTest } from './check.ts';
import { alertTestsSchema } from './schema.ts';

const ajv = addFormats.default(new Ajv.default({ strict: false }));
const validate = ajv.compile(alertTestsSchema);

const ALERT = { name: 'a', rule: 'b', expect: {} };

test.each<[string, object, boolean]>([
  ['only what is required', ALERT, true],
  ['only messages', { name: 'a', rule: 'b', messages: { '5m': [{ payload: { a: [1] }, contains: ['x'] }] } }, true],
  ['neither', { name: 'a', rule: 'b' }, false],
  [
    'every form of frames',
    { ...ALERT, frames: { A: [{ host: 'a', n: 1 }], B: { '1m': 'series', '2m': { error: 'x' }, '3m': [] } } },
    true,
  ],
  ['an outage', { ...ALERT, sources: { prometheus: 'down 5m..12m, unreachable 20m..' } }, true],
  ['half an outage', { ...ALERT, sources: { prometheus: 'down 5m' } }, false],
  ['an unknown state', { ...ALERT, expect: { '1m': [{ state: 'Fine' }] } }, false],
  ['an unknown key', { ...ALERT, expects: {} }, false],
  ['an invalid duration', { ...ALERT, interval: '1 minute' }, false],
  ['an invalid moment', { ...ALERT, start: 'noon' }, false],
])('an alert test with %s: the schema and the program agree', (_name, spec, isValid) => {
  expect(validate({ tests: [spec] })).toBe(isValid);
  expect('spec' in checkAlertTest(spec, () => ({ file: '' }))).toBe(isValid);
});

test.each<[string, object, boolean]>([
  ['an outcome', { labels: { a: 'b' }, reaches: ['x'] }, true],
  ['no outcome', { labels: { a: 'b' } }, false],
  ['no labels', { reaches: [] }, false],
])('a route test with %s: the schema and the program agree', (_name, spec, isValid) => {
  expect(validate({ routes: [spec] })).toBe(isValid);
  expect('spec' in checkRouteTest(spec, () => ({ file: '' }))).toBe(isValid);
});

test('the examples of the documentation are valid', () => {
  const docs = readFileSync('docs/alert-tests.md', 'utf8');
  const examples = [...docs.matchAll(/```yaml\n(tests:[\s\S]*?)```/g)].map(([, text = '']) => parse(text) as unknown);
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
});
