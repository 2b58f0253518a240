import { expect, test } from 'vitest';

import { rules } from '../validate/rules/index.ts';
import { sourceRules } from '../validate/source-rules.ts';
import { diagnosticsOf } from './support/validated.ts';

const PROVIDER = {
  'provisioning/dashboards/p.yaml':
    'apiVersion: 1\nproviders: [{ name: p, type: file, options: { path: /var/lib/grafana/dashboards } }]\n',
};
const aliases = [
  'a: &a [x,x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefgh'[index]}`).join(',')}]`),
].join('\n');

test.each([
  [
    'a dashboard that is nested too deeply',
    'dashboards/d.json',
    `{"title": "x", "panels": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    'file/depth',
  ],
  ['an empty dashboard', 'dashboards/d.json', '', 'json/syntax'],
  ['a dashboard that is null', 'dashboards/d.json', 'null', 'dashboard/title'],
  [
    'a dashboard with wrong types',
    'dashboards/d.json',
    JSON.stringify({
      title: 5,
      uid: {},
      panels: [null, 5, 'x', { targets: 'x' }, { targets: [null, { expr: 5 }], fieldConfig: [], gridPos: 'x' }],
      templating: { list: [null, { name: 5, query: {} }] },
      annotations: 5,
      links: [{ url: 5 }],
      __inputs: [5],
    }),
    'schema/type',
  ],
  ['aliases that multiply', 'provisioning/alerting/a.yaml', aliases, 'yaml/aliases'],
  ['a value that contains itself', 'provisioning/alerting/a.yaml', 'groups: &g\n  - rules: *g\n', 'file/depth'],
  [
    'YAML that is nested too deeply',
    'provisioning/alerting/a.yaml',
    `a: ${'['.repeat(30_000)}${']'.repeat(30_000)}\n`,
    'yaml/syntax',
  ],
  ['a list as a file', 'provisioning/alerting/a.yaml', '- a\n- b\n', 'schema/type'],
  ['a word as a file', 'provisioning/alerting/a.yaml', 'hello', 'schema/type'],
  ['a control character', 'provisioning/alerting/a.yaml', 'groups: \u0000\n', 'schema/type'],
  [
    'keys that are lists',
    'provisioning/alerting/a.yaml',
    'groups:\n  - ? [a, b]\n    : 1\n  - null\n  - 5\ncontactPoints: {}\npolicies: x\n',
    'schema/type',
  ],
  [
    'missing required values',
    'provisioning/alerting/a.yaml',
    [
      'groups:',
      '  - rules:',
      '      - data:',
      '          - null',
      '          - model: null',
      '          - {datasourceUid: __expr__, model: {type: classic_conditions, conditions: [null, {query: {params: 5}}]}}',
      '        labels: null',
      '        annotations: 5',
      'contactPoints:',
      '  - receivers: [null, {settings: []}]',
      'policies:',
      '  - routes: [null, {object_matchers: [null, [1]], matchers: 5}]',
      'muteTimes: [null, {time_intervals: [null, {times: 5, weekdays: [null]}]}]',
      'templates: [null, {template: 5}]',
      'deleteRules: [null]',
      'resetPolicies: [null, x]',
      '',
    ].join('\n'),
    'schema/required',
  ],
])('%s is a finding, not a crash', (_name, path, text, expected) => {
  const found = diagnosticsOf({ ...PROVIDER, [path]: text }, rules);
  expect(found.map(({ id }) => id)).toContain(expected);
  const documented = new Set([...rules, ...sourceRules].map(({ id }) => id));
  expect(found.filter(({ id }) => !documented.has(id))).toEqual([]);
});
