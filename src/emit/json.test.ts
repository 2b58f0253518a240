import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { emitJson } from './json.ts';

test('indents by two spaces, keeps the order of keys and leaves < and & unescaped', () => {
  expect(emitJson({ title: 'a < b && "c"', b: [1, { a: null }], a: [], c: {}, gone: undefined })).toBe(`{
  "title": "a < b && \\"c\\"",
  "b": [
    1,
    {
      "a": null
    }
  ],
  "a": [],
  "c": {}
}
`);
});

const cyclic: { self?: object } = {};
cyclic.self = { back: cyclic };
const shared = { a: 1 };

const refused: [name: string, value: object, message: RegExp][] = [
  ['a function', { panels: [{ build: () => 1 }] }, /^panels\[0\]\.build is a function/],
  ['NaN', { a: { 'b c': Number.NaN } }, /^a\["b c"\] is NaN/],
  ['Infinity', [Infinity], /^\[0\] is Infinity/],
  ['undefined in an array', { a: [1, undefined] }, /^a\[1\] is undefined/],
  ['a hole in an array', { a: Object.assign([], { 0: 1, 2: 3 }) }, /^a\[1\] is undefined/],
  ['a bigint', { a: 1n }, /^a is a bigint/],
  ['a symbol', { a: Symbol('a') }, /^a is a symbol/],
  ['a date', { a: new Date(0) }, /^a is an instance/],
  ['a map', { a: new Map() }, /^a is an instance/],
  ['a class at the root', new URL('http://localhost'), /^the value is an instance/],
  ['a cycle', cyclic, /^self\.back is a value that contains itself/],
  ['half a surrogate pair', { a: 'x\ud83d' }, /^a holds half a surrogate pair/],
  ['half a surrogate pair in a key', { '\udc00': 1 }, /half a surrogate pair/],
  ['an object as a key', { [String({ env: 'A' })]: 1 }, /is a key made of an object/],
];

test.each(refused)('refuses %s', (_, value, message) => {
  expect(() => emitJson(value)).toThrow(message);
});

test('accepts an object used twice, one without a prototype, and the key __proto__', () => {
  const bare: object = Object.assign(Object.create(null), { x: 1 });
  const text = emitJson({ a: shared, b: shared, bare, ['__proto__']: 2 });
  expect(Object.entries(JSON.parse(text))).toStrictEqual([
    ['a', { a: 1 }],
    ['b', { a: 1 }],
    ['bare', { x: 1 }],
    ['__proto__', 2],
  ]);
});

test('any JSON value survives a round trip', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(JSON.parse(emitJson({ value }))).toEqual(JSON.parse(JSON.stringify({ value })));
    }),
  );
});
