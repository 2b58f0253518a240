import { describe, expect, test } from 'vitest';

import { jsonSource } from './json-source.ts';
import { yamlSource } from './yaml-source.ts';

const place = ({
  line,
  column,
  endColumn,
  excerpt,
}: {
  line?: number;
  column?: number;
  endColumn?: number;
  excerpt?: string;
}) => `${line}:${column}-${endColumn} ${excerpt?.slice((column ?? 1) - 1, (endColumn ?? 1) - 1)}`;

describe('places in JSON', () => {
  const source = jsonSource('a.json', '{\n  "panels": [\n    { "expr": "a\\"b(" }\n  ]\n}\n');
  test.each([
    ['a value', source.position(['panels', 0, 'expr']), '3:15-22 "a\\"b("'],
    ['its key', source.position(['panels', 0, 'expr'], 'key'), '3:7-13 "expr"'],
    ['the nearest existing value', source.position(['panels', 0, 'title']), '3:5-24 { "expr": "a\\"b(" }'],
    ['inside a string, after an escape', source.within(['panels', 0, 'expr'], 2, 2), '3:19-21 b('],
    ['inside a value that is not a string', source.within(['panels', 0], 2, 2), '3:5-24 { "expr": "a\\"b(" }'],
  ])('%s', (_name, position, expected) => {
    expect(place(position)).toBe(expected);
  });
});

describe('places in YAML', () => {
  const source = yamlSource(
    'a.yaml',
    [
      'groups:',
      '  - name: one',
      "    single: 'it''s (x'",
      '    double: "a\\tb(c"',
      '    block: |',
      '      first line',
      '      second (x',
      '    empty:',
      '    flow: { a: 1 }',
      '',
    ].join('\n'),
  );
  test.each([
    ['a plain string', source.position(['groups', 0, 'name']), '2:11-14 one'],
    ['a key', source.position(['groups', 0, 'name'], 'key'), '2:5-9 name'],
    ['inside a plain string', source.within(['groups', 0, 'name'], 1, 2), '2:12-14 ne'],
    ['inside single quotes', source.within(['groups', 0, 'single'], 5, 2), '3:20-22 (x'],
    ['inside double quotes', source.within(['groups', 0, 'double'], 3, 2), '4:18-20 (c'],
    ['inside a block', source.within(['groups', 0, 'block'], 18, 2), '7:14-16 (x'],
    ['a member without a value', source.position(['groups', 0, 'empty']), '8:5-10 empty'],
    ['a flow map', source.position(['groups', 0, 'flow']), '9:11-19 { a: 1 }'],
    ['the nearest existing value', source.position(['groups', 0, 'flow', 'b']), '9:11-19 { a: 1 }'],
  ])('%s', (_name, position, expected) => {
    expect(place(position)).toBe(expected);
  });
});

describe('what is wrong with a text itself', () => {
  test.each([
    ['JSON cut short', jsonSource('a', '{"a": 1'), ['json/syntax 1']],
    ['a comment in JSON', jsonSource('a', '{\n// c\n"a": 1}'), ['json/syntax 2']],
    ['a byte order mark', jsonSource('a', '\uFEFF{}'), ['json/syntax 1']],
    ['a key twice in JSON', jsonSource('a', '{"a": 1,\n"a": 2}'), ['json/duplicate-key 2']],
    ['a key twice in JSON, written in two ways', jsonSource('a', '{"a"\t: 1,\n"\\u0061":2}'), ['json/duplicate-key 2']],
    ['a key twice, deep in a list', jsonSource('a', '[[{"b": [{"a\\"": 1,\n"a\\"": 2}]}]]'), ['json/duplicate-key 2']],
    [
      'strings that look like keys',
      jsonSource('a', '{"a\\\\": "b\\": 1,", "c" : ["\\"d\\":", "e"], "": {"a": ":"}}'),
      [],
    ],
    ['a key twice in YAML', yamlSource('a', 'a: 1\na: 2\n'), ['yaml/duplicate-key 2']],
    ['a tab in YAML', yamlSource('a', 'a:\n\tb: 1\n'), ['yaml/syntax 2']],
    ['two documents', yamlSource('a', 'a: 1\n---\nb: 1\n'), ['yaml/documents 2']],
    ['a number as a key', yamlSource('a', 'a:\n  1: x\n'), ['yaml/key 2']],
    ['an empty file', yamlSource('a', ''), []],
    ['a valid file', yamlSource('a', 'a: 1\n'), []],
  ])('%s', (_name, { problems }, expected) => {
    expect([...new Set(problems.map(({ id, at }) => `${id} ${at?.line}`))]).toEqual(expected);
  });
});
