import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { expand, expandJson } from '../grafana/interpolation/expand.ts';
import { emitYaml } from './yaml.ts';

const server = { env: (name: string) => `value of ${name}`, readFile: (path: string) => `content of ${path}` };

const typed = [
  'on',
  'off',
  'no',
  'Yes',
  'y',
  'n',
  'true',
  'null',
  'Null',
  '~',
  '',
  '0775',
  '0o17',
  '0x1F',
  '0b11',
  '12:30',
  '1:2:3',
  '1e3',
  '1_000',
  '.5',
  '.inf',
  '-.INF',
  '.nan',
  '-808',
  '+1',
  '2020-01-01',
  '2001-12-14t21:59:43.10-05:00',
  '<<',
  '=',
  '-',
  '- a',
  '? a',
  ':',
  'a:',
  'a: b',
  'a #b',
  '#',
  '!tag',
  '&a',
  '*a',
  '%a',
  '@a',
  '`a',
  '|',
  '>',
  '{',
  '[a',
  '---',
  '...',
  '"',
  "'",
  '\\',
  ' a',
  'a ',
  'a\n',
  'a\n\n',
  '\na',
  ' \n',
  'a \nb',
  'a\n b',
  '\ta',
  'a\tb',
  'a\r\nb',
  'a\rb',
  '\u0085',
  'a\u2028b',
  '\u2029',
  '\ufeff',
  '\ufffe',
  '\u0000\u001b\u007f',
  '\u00a0a\u00a0',
  '😀',
  '---\na',
  '#\n#',
];
const dollars = [
  '$',
  '$$',
  '$$$',
  '$$$$',
  'a$b',
  'a$$b',
  '$5',
  '$1',
  '${X}',
  '$X',
  '$__env{X}',
  '$__file{/x}',
  '$}',
  '${',
  '${}',
  'US$',
  '^a$',
  '$\n$',
  '$ ',
];

describe.each([...typed, ...dollars])('the text %j', (text) => {
  test.each(['1.1', '1.2'] as const)('is read as the same text, as a value and as a key, by YAML %s', (version) => {
    const value = { datasources: [{ name: text, jsonData: { a: text, [text]: [text, { [text]: text }] } }] };
    const { name, jsonData } = parse(emitYaml('datasources', value), { version }).datasources[0];
    expect(expand(name, server)).toBe(text);
    expect(expandJson(jsonData, server)).toStrictEqual(value.datasources[0]?.jsonData);
  });
});

const soup = fc
  .array(
    fc.oneof(fc.constantFrom(...typed, ...dollars, '\n', ' ', '  '), fc.string({ unit: 'binary', maxLength: 5 })),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''));
const keys = fc.oneof(soup, fc.constantFrom('__proto__', 'constructor', 'yes', '1', '01', '<<', '$X', 'toString'));

test('any text survives every mode, under any key, in one plain document', () => {
  const map = fc
    .array(fc.tuple(keys, soup), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries) as Record<string, string>);
  fc.assert(
    fc.property(map, soup, (free, raw) => {
      const value = {
        groups: [{ name: raw, rules: [{ labels: free }] }],
        contactPoints: [{ receivers: [{ settings: { free } }] }],
        templates: [{ template: raw }],
      };
      const text = emitYaml('alerting', value, raw);
      expect(text).toMatch(/[^\n]\n$/);
      expect(text).not.toMatch(/[\t\r\x7f\u0085\u2028\u2029\ufeff]/);
      for (const version of ['1.1', '1.2'] as const) {
        const read = parse(text, { version, maxAliasCount: 0 });
        expect(expand(read.groups[0].name, server)).toBe(raw);
        expect(
          Object.entries(read.groups[0].rules[0].labels).map(([key, label]) => [key, expand(label as string, server)]),
        ).toStrictEqual(Object.entries(free));
        expect(
          Object.entries(expandJson(read.contactPoints[0].receivers[0].settings.free, server) as object),
        ).toStrictEqual(Object.entries(free));
        expect(read.templates[0].template).toBe(raw);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('any JSON keeps its types', () => {
  fc.assert(
    fc.property(fc.dictionary(keys, fc.jsonValue({ stringUnit: 'binary' })), (free) => {
      fc.pre(!/"(?:env|file)":/.test(JSON.stringify(free)));
      const read = parse(emitYaml('datasources', { datasources: [{ jsonData: free }] }), { version: '1.1' });
      expect(JSON.stringify(expandJson(read.datasources[0].jsonData, server))).toBe(JSON.stringify(free));
    }),
  );
});

test('long texts and keys', () => {
  const long = {
    ['k'.repeat(2_000)]: 'v',
    a: 'x $ "\' '.repeat(50_000),
    b: 'line: #\n'.repeat(5_000),
    c: '${'.repeat(50_000),
  };
  const read = parse(emitYaml('datasources', { datasources: [{ jsonData: long }] }), { version: '1.1' });
  expect(expandJson(read.datasources[0].jsonData, server)).toStrictEqual(long);
});
