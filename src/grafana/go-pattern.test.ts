import { describe, expect, test } from 'vitest';

import { goPattern, literalPattern } from './go-pattern.ts';

describe('behaves like Go', () => {
  test.each<[string, string, boolean, boolean]>([
    ['a|b', 'ab', false, true],
    ['a.*', 'abc', true, true],
    ['a.b', 'a\nb', false, false],
    ['(?s)a.b', 'a\nb', true, true],
    ['(?i)CRIT', 'critical', false, true],
    ['(?P<x>a)+', 'aaa', true, true],
    ['\\pL+', 'äöü', true, true],
    ['[[:alpha:]]+', 'abc', true, true],
    ['', 'a', false, true],
  ])('%j in %j: whole %s, within %s', (pattern, text, isWhole, isIn) => {
    const compiled = goPattern(pattern);
    expect([compiled?.isWhole(text), compiled?.isIn(text)]).toEqual([isWhole, isIn]);
  });
  test('and a dot matches a line break for Prometheus', () => {
    expect(goPattern('a.b', { isSingleLine: true })?.isWhole('a\nb')).toBe(true);
  });
  test.each(['(', 'a{1001}', '(?=a)', '(?<!a)b', '\\1', '[z-a]', '*a', `${'('.repeat(5000)}`])(
    '%j is refused',
    (pattern) => {
      expect(goPattern(pattern)).toBeUndefined();
    },
  );
  // The expected results are those of regexp.ReplaceAllString.
  test.each([
    ['(\\w+)=(\\w+)', '$2=$1', 'a=b c=d', 'b=a d=c'],
    ['(?P<key>\\w+):', '${key}-', 'a:b:', 'a-b-'],
    ['a', '$1x', 'bab', 'bb'],
    ['(a)', '${1}x', 'bab', 'baxb'],
    ['a', '$$', 'bab', 'b$b'],
    ['x*', '-', 'abc', '-a-b-c-'],
    ['b*', '-', 'abc', '-a-c-'],
    ['a', '', 'aaa', ''],
    ['.', '-', '💰a', '--'],
  ])('ReplaceAllString of %j by %j in %j is %j', (pattern, template, text, expected) => {
    expect(goPattern(pattern)?.replaceAll(text, template)).toBe(expected);
  });
});

test.each(['(a+)+$', '(a|a)*$', '(a|aa)+$', '(.*)*x', '((a{0,100}){0,10})*$'])(
  '%j matches in linear time',
  (pattern) => {
    const text = `${'a'.repeat(5000)}b`;
    const started = process.cpuUsage().user;
    expect(goPattern(pattern)?.isWhole(text)).toBe(false);
    expect(goPattern(pattern)?.replaceAll(text, '').length).toBeLessThanOrEqual(text.length);
    expect(process.cpuUsage().user - started).toBeLessThan(5_000_000);
  },
);

test.each(['count(*)', '(((', 'a.b', '[x]', 'a-b', '\\', '$', '^', 'a/b', '{1}'])(
  '%j as a literal matches only itself',
  (text) => {
    const pattern = new RegExp(`^${literalPattern(text)}$`, 'u');
    expect([pattern.test(text), pattern.test(`${text}x`), pattern.test('')]).toEqual([true, false, false]);
  },
);
