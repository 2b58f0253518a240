import { expect, test } from 'vitest';

import type { FileKind } from '../grafana/interpolation/fields.ts';
import { env, file } from '../grafana/interpolation/refs.ts';
import { emitYaml } from './yaml.ts';

function labels(value: object): object {
  return { groups: [{ rules: [{ labels: value }] }] };
}

test('a data source file: references bare, literal dollars doubled, no anchors', () => {
  const shared = { url: '${__value.raw}' };
  const value = {
    apiVersion: 1,
    datasources: [
      {
        name: 'US$',
        url: env('PF_LOKI_URL'),
        orgId: undefined,
        jsonData: { timeout: 30, derivedFields: [shared, shared], mode: '$5', regex: '^a$', path: env('PF_PATH') },
        secureJsonData: { password: env('PF_LOKI_PASSWORD'), cert: file('/run/secrets/cert.pem') },
      },
    ],
  };
  expect(emitYaml('datasources', value, 'Generated.\n\nDo not edit.')).toBe(`# Generated.
#
# Do not edit.
apiVersion: 1
datasources:
  - name: US$$
    url: $PF_LOKI_URL
    jsonData:
      timeout: 30
      derivedFields:
        - url: $\${__value.raw}
        - url: $\${__value.raw}
      mode: $$5
      regex: ^a$$
      path: $PF_PATH
    secureJsonData:
      password: $PF_LOKI_PASSWORD
      cert: $__file{/run/secrets/cert.pem}
`);
});

test('an alerting file: dollars doubled in labels and settings, left alone in annotations, models and templates', () => {
  const value = {
    groups: [
      {
        rules: [
          {
            labels: { severity: '{{ $labels.level }}', env: 'prod' },
            annotations: { summary: '{{ $labels.agent_id }} $$' },
            data: [
              {
                refId: 'A',
                relativeTimeRange: { from: 600, to: 0 },
                model: { rawSql: 'SELECT 1\nWHERE $__timeFilter(time)\n' },
              },
            ],
          },
        ],
      },
    ],
    contactPoints: [{ receivers: [{ settings: { chatid: '-808', message: '{{ range $i, $a := .Alerts }}' } }] }],
    policies: [
      {
        orgId: 1,
        routes: [
          {
            object_matchers: [
              ['env', '=', '1'],
              ['a', '=~', '^x$'],
            ],
            match: { env: 'prod' },
          },
        ],
      },
    ],
    muteTimes: [{ name: 'night $', time_intervals: [{ times: [{ start_time: '22:00' }] }] }],
    templates: [{ name: 't', template: '{{ $x := 1 }}' }],
  };
  expect(emitYaml('alerting', value)).toBe(`groups:
  - rules:
      - labels:
          severity: "{{ $$labels.level }}"
          env: prod
        annotations:
          summary: "{{ $labels.agent_id }} $$"
        data:
          - refId: A
            relativeTimeRange:
              from: 600
              to: 0
            model:
              rawSql: |
                SELECT 1
                WHERE $__timeFilter(time)
contactPoints:
  - receivers:
      - settings:
          chatid: "-808"
          message: "{{ range $$i, $$a := .Alerts }}"
policies:
  - orgId: 1
    routes:
      - object_matchers:
          - - env
            - "="
            - "1"
          - - a
            - "=~"
            - ^x$$
        match:
          env: prod
muteTimes:
  - name: night $
    time_intervals:
      - times:
          - start_time: "22:00"
templates:
  - name: t
    template: "{{ $x := 1 }}"
`);
});

const refused: [name: string, kind: FileKind, value: object, message: string][] = [
  [
    'a reference in an annotation',
    'alerting',
    { groups: [{ rules: [{ annotations: { a: env('X') } }] }] },
    'groups[0].rules[0].annotations.a: ',
  ],
  [
    'a reference in a model',
    'alerting',
    { groups: [{ rules: [{ data: [{ model: { expr: env('X') } }] }] }] },
    'groups[0].rules[0].data[0].model.expr: ',
  ],
  ['a reference in a template', 'alerting', { templates: [{ template: file('/t') }] }, 'templates[0].template: '],
  ['a reference in an unknown field', 'alerting', { groups: [{ folderUid: env('X') }] }, 'groups[0].folderUid: '],
  ['a dollar in an unknown field', 'alerting', { groups: [{ folderUid: 'a$' }] }, 'groups[0].folderUid: '],
  [
    'a reference as a key',
    'alerting',
    labels({ [String(env('X'))]: 'a' }),
    'groups[0].rules[0].labels["[object Object]"] ',
  ],
  ['an invalid variable name', 'alerting', labels({ a: { env: 'A-B' } }), 'groups[0].rules[0].labels.a: env("A-B")'],
  [
    'a path with a closing brace',
    'alerting',
    labels({ a: { file: '/a}b' } }),
    'groups[0].rules[0].labels.a: file("/a}b")',
  ],
  [
    'a file read in an annotation',
    'alerting',
    { groups: [{ rules: [{ annotations: { a: 'see $__file{/a}' } }] }] },
    'groups[0].rules[0].annotations.a: ',
  ],
  ['a function', 'datasources', { datasources: [{ url: () => 'x' }] }, 'datasources[0].url is a function'],
  ['undefined in a list', 'datasources', { datasources: [undefined] }, 'datasources[0] is undefined'],
  ['half a surrogate pair', 'datasources', { datasources: [{ url: '\ud800' }] }, 'datasources[0].url holds half'],
  ['NaN', 'datasources', { datasources: [{ jsonData: { a: Number.NaN } }] }, 'datasources[0].jsonData.a is NaN'],
];

test.each(refused)('refuses %s', (_, kind, value, message) => {
  expect(() => emitYaml(kind, value)).toThrow(message);
});

test('a line break in a comment stays inside the comment', () => {
  expect(emitYaml('datasources', { apiVersion: 1 }, 'a\u2028b: 1\r\nc\rd\u0085e\tf\u0007')).toBe(
    '# a\n# b: 1\n# c\n# d\n# e f\napiVersion: 1\n',
  );
});
