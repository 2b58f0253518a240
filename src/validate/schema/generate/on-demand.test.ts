import { expect, test } from 'vitest';

import { compiled, parsed } from './on-demand.ts';

test('a validator is compiled once, on first use', () => {
  const validators = compiled({
    broken: '(',
    number: 'module.exports.validate = (value) => typeof value === "number"',
  });
  expect(Object.keys(validators)).toEqual(['broken', 'number']);
  expect(validators['number']?.(1)).toBe(true);
  expect(validators['number']?.('1')).toBe(false);
  expect(validators['number']).toBe(validators['number']);
  expect(Object.hasOwn(validators, 'constructor')).toBe(false);
  expect(() => validators['broken']).toThrow(SyntaxError);
});

test('a schema is parsed once', () => {
  const schemas = parsed({ text: '{"type":"string"}' });
  expect(schemas['text']).toEqual({ type: 'string' });
  expect(schemas['text']).toBe(schemas['text']);
});
