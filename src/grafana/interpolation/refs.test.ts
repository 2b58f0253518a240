import { describe, expect, expectTypeOf, test } from 'vitest';

import { env, file, isRef } from './refs.ts';
import type { EnvRef, FileRef, Secret, Text } from './refs.ts';

test('a reference is a plain frozen object, as in a YAML config', () => {
  expect(env('PG_PASSWORD')).toStrictEqual({ env: 'PG_PASSWORD' });
  expect(file('/run/secrets/pg')).toStrictEqual({ file: '/run/secrets/pg' });
  expect(Object.isFrozen(env('A'))).toBe(true);
  expect(Object.isFrozen(file('/a'))).toBe(true);
});

test.each(['', '1A', 'A-B', 'A B', '$A', '{A}', 'A\n', 'Ä', 'A:-default'])('env refuses the name %j', (name) => {
  expect(() => env(name)).toThrow(/^env\(/);
});

test.each(['_', 'a', 'A1', '__PG_1'])('env accepts the name %j', (name) => {
  expect(env(name)).toStrictEqual({ env: name });
});

test.each(['', '/a}', '/a\n', '/a\r', '/a\u0000', '/a$$b'])('file refuses the path %j', (path) => {
  expect(() => file(path)).toThrow(/^file\(/);
});

test.each(['/run/secrets/a b', 'relative', '/a$b', '/a{b'])('file accepts the path %j', (path) => {
  expect(file(path)).toStrictEqual({ file: path });
});

describe('isRef', () => {
  const rows: [string, unknown, boolean][] = [
    ['env()', env('A'), true],
    ['file()', file('/a'), true],
    ['the same from YAML', { env: 'A' }, true],
    ['a text', 'A', false],
    ['nothing', null, false],
    ['a list', ['env'], false],
    ['an empty object', {}, false],
    ['an additional member', { env: 'A', file: '/a' }, false],
    ['another member', { name: 'A' }, false],
    ['a value that is not a string', { env: 1 }, false],
  ];
  test.each(rows)('%s', (_, value, expected) => {
    expect(isRef(value)).toBe(expected);
  });
});

test('a literal secret does not compile', () => {
  // @ts-expect-error a string is not a Secret
  const literal: Secret = 'hunter2';
  const text: Text = literal;
  expect(text).toBe('hunter2');
  expectTypeOf(env('A')).toEqualTypeOf<EnvRef>();
  expectTypeOf(file('/a')).toExtend<FileRef & Secret & Text>();
});
