import { describe, expect, test } from 'vitest';

import { parseAlertText } from '../../grafana/go-template/alert-text.ts';
import { parseMath } from '../../grafana/math-expression.ts';
import { memoryTree } from '../file-tree.ts';
import { readSource } from './read-source.ts';

const problems = (text: string, reader: 'json' | 'yaml' = 'json') =>
  readSource(memoryTree(new Map([['a', text]]), '.'), 'a', reader).problems.map(({ id, message }) => [id, message]);
const times = (count: number, text: string) => text.repeat(count);

describe('beyond a limit a file is not read, and a finding says why', () => {
  test.each<[string, string, RegExp]>([
    ['levels', `${times(201, '[')}${times(201, ']')}`, /is nested more than 200 levels/],
    [
      'more levels than the stack allows',
      `${times(200_000, '[')}${times(200_000, ']')}`,
      /is nested more than 200 levels/,
    ],
    ['panels', JSON.stringify({ panels: Array.from({ length: 64_000 }, () => ({})) }), /"panels" has 64000 members/],
    ['queries of a rule', JSON.stringify({ data: Array.from({ length: 201 }, () => ({})) }), /"data" has 201 members/],
    ['brackets of a query', JSON.stringify({ expr: times(2000, 'sum(') }), /opens more than 100 brackets/],
    ['a query', JSON.stringify({ rawSql: times(20_001, ' ') }), /has 20001 characters/],
  ])('%s', (_name, text, message) => {
    expect(problems(text)).toEqual([['file/depth', expect.stringMatching(message)]]);
  });
  test.each<[string, string]>([
    ['levels', `${times(500, '[')}${times(500, ']')}`],
    ['an alias to its own parent', 'a: &a\n  b: *a\n'],
  ])('in YAML: %s', (_name, text) => {
    expect(problems(text, 'yaml').map(([id]) => id)).toEqual(['file/depth']);
  });
  test('a file just within the limits is read', () => {
    expect(problems(`${times(199, '[')}${times(199, ']')}`)).toEqual([]);
    expect(
      problems(JSON.stringify({ panels: Array.from({ length: 5000 }, () => 1), expr: `${times(100, '(')}` })),
    ).toEqual([]);
  });
  test('of 100,000 errors, the first hundred are reported', () => {
    expect(problems(`{${times(20_000, '"a":1,')}"b":1}`)).toHaveLength(100);
    expect(problems(`{${times(20_000, '"a" "b" ')}}`).length).toBeLessThanOrEqual(100);
  });
});

test.each([
  times(5000, '{{ if true }}') + times(5000, '{{ end }}'),
  `{{ if true }}${times(5000, '{{ else if true }}')}{{ end }}`,
  `{{ ${times(5000, '(')}1${times(5000, ')')} }}`,
  times(20_000, '{{ if '),
])('a template that nests too deeply is rejected with a place: %#', (text) => {
  expect(parseAlertText(text).problems.length).toBeGreaterThan(0);
});
test.each([
  `${times(5000, '(')}$A${times(5000, ')')}`,
  times(5000, '- ') + '$A',
  `$A${times(5000, ' + $A')}`,
  'constructor(1)',
])('and so is math: %#', (text) =>
  expect(() => parseMath(text)).toThrow(/deeper than 100|more than 2000|non existent function/),
);
