import { describe, expect, test } from 'vitest';

import { env } from '../grafana/interpolation/refs.ts';
import { proveYaml } from './yaml-proof.ts';

function labels(value: object): object {
  return { groups: [{ rules: [{ labels: value }] }] };
}

describe('proveYaml rejects text that does not encode the value', () => {
  const rows: [name: string, value: object, text: string][] = [
    ['a braced variable, expanded twice', labels({ a: env('X') }), 'groups: [{rules: [{labels: {a: "${X}"}}]}]'],
    ['another variable', labels({ a: env('X') }), 'groups: [{rules: [{labels: {a: $Y}}]}]'],
    ['a single dollar', labels({ a: '$X' }), 'groups: [{rules: [{labels: {a: $X}}]}]'],
    ['a doubled dollar in a template', { templates: [{ template: '$x' }] }, 'templates: [{template: $$x}]'],
    ['a number instead of a string', labels({ a: '1' }), 'groups: [{rules: [{labels: {a: 1}}]}]'],
    ['octal in only one YAML version', labels({ a: '0o17' }), 'groups: [{rules: [{labels: {a: 0o17}}]}]'],
    ['a member more', labels({}), 'groups: [{rules: [{labels: {a: b}}]}]'],
    ['a member less', labels({ a: 'b', c: 'd' }), 'groups: [{rules: [{labels: {a: b}}]}]'],
    ['a re-typed JSON text', { datasources: [{ jsonData: { a: '5' } }] }, 'datasources: [{jsonData: {a: "5${}"}}]'],
    ['an alias', labels({ a: 'b', c: 'b' }), 'groups: [{rules: [{labels: {a: &x b, c: *x}}]}]'],
    ['two documents', {}, '{}\n---\n{}\n'],
    ['a key twice', labels({ a: 'b' }), 'groups: [{rules: [{labels: {a: b, a: b}}]}]'],
  ];
  test.each(rows)('%s', (_, value, text) => {
    expect(() =>
      proveYaml('templates' in value ? 'alerting' : 'datasources' in value ? 'datasources' : 'alerting', value, text),
    ).toThrow();
  });
});

test('proveYaml accepts any layout of the value', () => {
  const value = labels({ a: env('X'), b: '$X', c: '1' });
  expect(() => proveYaml('alerting', value, 'groups: [{rules: [{labels: {a: $X, b: $$X, c: "1"}}]}]')).not.toThrow();
  expect(() => proveYaml('alerting', value, 'groups: [{rules: [{labels: {a: "${X}", b: $$X, c: "1"}}]}]')).toThrow(
    'groups[0].rules[0].labels.a: ',
  );
});
