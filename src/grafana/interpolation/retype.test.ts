import { expect, test } from 'vitest';

import { retype } from './retype.ts';

// The result of `$V` for a value of V; each row was verified with Grafana's own expander.
const typed: [value: string, expected: unknown][] = [
  ['-808', -808],
  ['+7', 7],
  ['0012', 12],
  ['1', 1],
  ['0', 0],
  ['9223372036854775808', 9223372036854775808],
  ['1e3', 1000],
  ['1.', 1],
  ['.5', 0.5],
  ['1_000', 1000],
  ['1__0', '1__0'],
  ['_1', '_1'],
  ['1e-400', 0],
  ['1e400', '1e400'],
  ['0x10', '0x10'],
  ['0x1p4', 16],
  ['-0X_1.8P-1', -0.75],
  ['0xp1', '0xp1'],
  ['Inf', Infinity],
  ['-infinity', -Infinity],
  ['infin', 'infin'],
  ['NaN', Number.NaN],
  ['+nan', '+nan'],
  ['t', true],
  ['TRUE', true],
  ['tRUE', 'tRUE'],
  ['False', false],
  ['yes', 'yes'],
  ['', ''],
  [' 1', ' 1'],
  ['text', 'text'],
];
test.each(typed)('$V of %j becomes %j', (value, expected) => {
  expect(retype('$V', value)).toBe(expected);
});

test('a text that expansion did not change, or that contains $$, stays a text', () => {
  expect(retype('5', '5')).toBe('5');
  expect(retype('$$5', '$5')).toBe('$5');
  expect(retype('$A$$', '1')).toBe('1');
});
