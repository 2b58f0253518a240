import { expect, test } from 'vitest';

import { regexProblem } from './javascript-regex.ts';

test.each([
  ['a bare text', 'cpu.*', undefined],
  ['between slashes', '/^cpu/', undefined],
  ['with flags', '/cpu/gi', undefined],
  ['a slash within', '/a/b/', undefined],
  ['a named group', '/(?<text>[^=]+)=(?<value>.+)/', undefined],
  ['an empty one', '', undefined],
  ['an open group', '/^(a|b/', 'unterminated group'],
  ['an open group without slashes', '^(a|b', 'unterminated group'],
  ['an open class', '/[a-/', 'unterminated character class'],
  ['nothing to repeat', '*.cpu', 'nothing to repeat'],
  ['no second slash', '/cpu', 'it begins with a slash but does not end with one'],
  ['an inline flag of Go', '(?i)cpu', 'invalid group'],
  ['an unknown flag', '/cpu/x', 'after its last slash it has flags other than g, i, m, y and s in this order'],
  ['flags in another order', '/cpu/ig', 'after its last slash it has flags other than g, i, m, y and s in this order'],
])('%s', (_name, text, expected) => {
  expect(regexProblem(text)).toBe(expected);
});
