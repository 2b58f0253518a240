import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expand, expandJson } from './expand.ts';
import type { ExpandSources } from './expand.ts';

const variables: Record<string, string> = {
  X: 'value',
  HOSTX: 'db',
  SECRET: 'p$HOSTX-$9z',
  READS: '$__file{/secret}',
  BRACED: '${X}',
  DOUBLE: 'a$$b',
  'X-Y': 'odd name',
  'X:-d': 'no shell default',
  EMPTY: '',
  '1': 'one',
};
const files: Record<string, string> = {
  '/secret': '\n from disk \u0085',
  '/dollar': 'a$X',
  '/bom': '\ufeffa',
  '/braced': '${X}',
};
const server: ExpandSources = {
  env: (name) => variables[name],
  readFile: (path) => {
    const content = files[path];
    if (content === undefined) throw new Error(`no file ${path}`);
    return content;
  },
  hostname: 'grafana-0',
};

// Each row was verified with Grafana's own expander.
const rows: [text: string, expected: string][] = [
  // doubled dollars are handled first
  ['$$labels', '$labels'],
  ['$$$X', '$value'],
  ['$$$$x', '$$x'],
  ['$$', '$'],
  ['$$$', '$$'],
  ['$${X}', '${X}'],
  ['a$$b$$c', 'a$b$c'],
  ['$$$__file{/secret}', '$from disk'],
  ['$__env{$$X}', '{$X}'],
  // every way to name a variable
  ['$X', 'value'],
  ['${X}', 'value'],
  ['$__env{X}', 'value'],
  ['$X$X', 'valuevalue'],
  ['pre-$X-post', 'pre-value-post'],
  ['$Xy', ''],
  ['${X}y', 'valuey'],
  ['${X-Y}', 'odd name'],
  ['$X-Y', 'value-Y'],
  ['$UNSET', ''],
  ['$EMPTY', ''],
  ['${X:-d}', 'no shell default'],
  ['${UNSET:-d}', ''],
  // a dollar without a name
  ['^foo$', '^foo$'],
  ['x$.y', 'x$.y'],
  ['a$|b', 'a$|b'],
  ['US$', 'US$'],
  ['$', '$'],
  ['$ X', '$ X'],
  ['$é', '$é'],
  ['$}', '$}'],
  // one-character shell names
  ['$1', 'one'],
  ['$12', 'one2'],
  ['$9z', 'z'],
  ['$*$#$@$!$?$-', ''],
  ['${1}', 'one'],
  ['${*}', ''],
  // broken braces are swallowed
  ['a${}b', 'ab'],
  ['a${b', 'ab'],
  ['a${', 'a'],
  ['${${X}}', '}'],
  ['${}}', '}'],
  // files, trimmed as Go trims
  ['$__file{/secret}', 'from disk'],
  ['$__file{/bom}', '\ufeffa'],
  // an unknown provider: `$__foo` is read as an unset variable
  ['$__foo{X}', '{X}'],
  ['$__env{', '{'],
  // the value of a braced variable is expanded again, a bare one is not
  ['${SECRET}', 'pdb-z'],
  ['$__env{SECRET}', 'pdb-z'],
  ['$SECRET', 'p$HOSTX-$9z'],
  ['${DOUBLE}', 'ab'],
  ['$DOUBLE', 'a$$b'],
  ['$BRACED', '${X}'],
  ['${BRACED}', 'value'],
  ['${READS}', 'from disk'],
  ['$READS', '$__file{/secret}'],
  ['$__file{/dollar}', 'avalue'],
  ['$__file{/braced}', 'value'],
  // only the braced form falls back to the host name
  ['${HOSTNAME}', 'grafana-0'],
  ['$__env{HOSTNAME}', 'grafana-0'],
  ['$HOSTNAME', ''],
];

test.each(rows)('%j expands to %j', (text, expected) => {
  expect(expand(text, server)).toBe(expected);
});

test('a missing file throws', () => {
  expect(() => expand('$__file{/missing}', server)).toThrow('no file /missing');
});

test('without a host name ${HOSTNAME} is empty, and a variable of that name wins', () => {
  const { env, readFile } = server;
  expect(expand('${HOSTNAME}', { env, readFile })).toBe('');
  expect(expand('${HOSTNAME}', { env: () => 'own', readFile, hostname: 'other' })).toBe('own');
});

test('any text with doubled dollars expands to itself', () => {
  const soup = fc.array(
    fc.oneof(fc.constantFrom('$', '{', '}', '$__env{', '$__file{', 'X', '\n'), fc.string({ unit: 'binary' })),
  );
  fc.assert(
    fc.property(soup, (pieces) => {
      const text = pieces.join('');
      expect(expand(text.replaceAll('$', '$$$$'), server)).toBe(text);
    }),
  );
});

test('long texts of unclosed braces take linear time', () => {
  expect(expand('${'.repeat(200_000), server)).toBe('');
  expect(expand('$__a'.repeat(100_000), server)).toBe('');
}, 5_000);

describe('expandJson', () => {
  test('literals and texts with $$ keep their type', () => {
    expect(expandJson({ a: '-808', b: 'true', c: '$$5', d: '1$$', e: 5 }, server)).toStrictEqual({
      a: '-808',
      b: 'true',
      c: '$5',
      d: '1$',
      e: 5,
    });
  });

  test('expands in lists and maps, but not keys or other values', () => {
    const day = new Date(0);
    const value = { $X: ['$X', { deep: '${1}', none: null, no: false }], constructor: '$X', ['__proto__']: '$X', day };
    const read = expandJson(value, server) as object;
    expect(Object.entries(read)).toStrictEqual([
      ['$X', ['value', { deep: 'one', none: null, no: false }]],
      ['constructor', 'value'],
      ['__proto__', 'value'],
      ['day', day],
    ]);
  });
});
