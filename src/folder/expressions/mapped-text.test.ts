import { expect, test } from 'vitest';

import { mappedText, partOf, replaceParts } from './mapped-text.ts';

const original = 'a WHERE $__f(ts) AND $x > 1';
const macro = { from: original.indexOf('$__f'), to: original.indexOf(' AND'), text: 'ts BETWEEN 1 AND 2' };
const variable = { from: original.indexOf('$x'), to: original.indexOf(' > 1'), text: '' };
const made = replaceParts(mappedText(original), [macro, variable]);

/** The part of the original that a word of the result comes from. */
function origin(text: typeof made, word: string): string {
  const at = text.text.indexOf(word);
  const { offset, length } = text.origin(at, at + word.length);
  return original.slice(offset, offset + length);
}

test.each([
  ['WHERE', 'WHERE'],
  ['ts', 'ts'],
  ['BETWEEN', '$__f(ts)'],
  ['> 1', '> 1'],
  ['a WHERE ts', 'a WHERE $__f(ts)'],
  ['2 AND', '$__f(ts) AND'],
])('%j comes from %j', (word, expected) => {
  expect(made.text).toBe('a WHERE ts BETWEEN 1 AND 2 AND  > 1');
  expect(origin(made, word)).toBe(expected);
});

test('replacements and parts can be combined', () => {
  const again = replaceParts(made, [{ from: 0, to: 1, text: 'long name' }]);
  expect(origin(again, 'BETWEEN')).toBe('$__f(ts)');
  expect(origin(again, 'name')).toBe('a');
  expect(origin(partOf(made, 2, made.text.length), '> 1')).toBe('> 1');
});

test('the end of a text has a place', () => {
  expect(made.origin(made.text.length, made.text.length)).toEqual({ offset: original.length, length: 0 });
});
