import { describe, expect, test } from 'vitest';

import { inKeyOrder } from './key-order.ts';
import { plainCopy } from './plain-copy.ts';

class Odd {
  readonly a = 1;
  toJSON() {
    return { made: [this.a, undefined] };
  }
}
class Plainer {
  readonly b = { c: 2 };
}
const nested = (levels: number): object => (levels === 0 ? { end: -0 } : { a: nested(levels - 1) });

test.each<[string, object]>([
  ['data', { a: [1, 'x', null, true, { b: {} }], b: '' }],
  ['what JSON drops', { a: undefined, b: () => 1, c: Symbol('c'), d: [undefined, () => 1, Symbol('d')] }],
  ['numbers that JSON does not have', { a: Number.NaN, b: [Number.POSITIVE_INFINITY, -0, 1e21] }],
  ['objects of other kinds', { a: new Date(0), b: new Odd(), c: new Plainer(), d: new Map([[1, 2]]), e: Object(1) }],
  ['an object with its own toJSON', { toJSON: () => ({ x: 1 }) }],
  ['a member of that name', { a: JSON.parse('{"toJSON": 1, "__proto__": {"x": 1}}') }],
  ['many levels', nested(150)],
  ['a list', [1, { a: undefined }]],
  ['an object without a prototype', { a: Object.assign(Object.create(null), { b: 1 }) }],
])('the copy of %s is what JSON makes of it', (_name, value) => {
  expect(JSON.stringify(plainCopy(value))).toBe(JSON.stringify(value));
  expect(plainCopy(value)).toEqual(JSON.parse(JSON.stringify(value)));
});

test('what JSON refuses is refused with the same error', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = { circular };
  expect(() => plainCopy(circular)).toThrow('circular');
  expect(() => plainCopy({ a: 1n })).toThrow('BigInt');
});

describe('the order of keys', () => {
  test('is the same, whatever order they were set in', () => {
    const one = inKeyOrder({ zebra: 1, panels: [], type: 'x', id: 1, apple: { title: 't', b: 1, uid: 'u' } });
    const other = inKeyOrder({ apple: { uid: 'u', b: 1, title: 't' }, id: 1, type: 'x', panels: [], zebra: 1 });
    const text = '{"id":1,"type":"x","apple":{"uid":"u","title":"t","b":1},"zebra":1,"panels":[]}';
    expect([JSON.stringify(one), JSON.stringify(other)]).toEqual([text, text]);
  });
  test('keeps every key, of any name', () => {
    const values = [
      { b: 1, a: 2, c: 3 },
      { 'b\na': 1, c: 2 },
      { 'b\na\nc': 1 },
      JSON.parse('{"x": 1, "__proto__": 2}'),
    ];
    for (const value of values)
      expect(Object.entries(inKeyOrder(value) as object).sort()).toEqual(Object.entries(value).sort());
  });
});
