import { expect, test } from 'vitest';

import { compiled, parsed } from './on-demand.ts';

const NUMBER = 'module.exports.validate = (value) => typeof value === "number"';

test('a validator is compiled once, and only when it is asked for', () => {
  let read = 0;
  const texts = () => {
    read += 1;
    return `(${NUMBER}`;
  };
  const validators = compiled({ broken: [0, 1], number: [1, 1 + NUMBER.length] }, texts);
  expect(Object.keys(validators)).toEqual(['broken', 'number']);
  expect(Object.hasOwn(validators, 'constructor')).toBe(false);
  expect(read).toBe(0);
  expect(validators['number']?.(1)).toBe(true);
  expect(validators['number']?.('1')).toBe(false);
  expect(validators['number']).toBe(validators['number']);
  expect(read).toBe(1);
  expect(() => validators['broken']).toThrow(SyntaxError);
});

test('a schema is parsed once', () => {
  const schemas = parsed({ text: [2, 19] }, () => '{}{"type":"string"}');
  expect(schemas['text']).toEqual({ type: 'string' });
  expect(schemas['text']).toBe(schemas['text']);
});
