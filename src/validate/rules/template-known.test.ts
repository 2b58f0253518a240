import { expect, test } from 'vitest';

import { validated } from '../../test/support/validated.ts';
import { templateKnown } from './template-known.ts';

/**
 * The line and column of the findings in a file with these templates, one per line from line 3 on, and a contact point
 * with this title.
 */
function found(templates: readonly string[], title = ''): string[] {
  const lines = [
    'apiVersion: 1',
    'templates:',
    ...templates.map((template, index) => `  - {name: t${index}, template: '${template}'}`),
    'contactPoints:',
    '  - name: c',
    '    receivers:',
    '      - uid: r',
    '        type: slack',
    '        settings:',
    `          title: '${title}'`,
  ];
  return validated({ 'provisioning/alerting/a.yaml': `${lines.join('\n')}\n` }, [templateKnown]).map((line) =>
    line.replace('provisioning/alerting/a.yaml:', ''),
  );
}

test.each<[string, readonly string[], string, string[]]>([
  ['a template of the same text', ['{{ define "a" }}{{ template "b" . }}{{ end }}{{ define "b" }}{{ end }}'], '', []],
  [
    'a template of another text',
    ['{{ define "a" }}{{ template "b" . }}{{ end }}', '{{ define "b" }}{{ end }}'],
    '',
    [],
  ],
  ['a block', ['{{ define "a" }}{{ block "b" . }}{{ end }}{{ template "b" . }}{{ end }}'], '', []],
  ['a text without a definition, by its name', ['b', '{{ define "a" }}{{ template "t0" . }}{{ end }}'], '', []],
  [
    "Grafana's own",
    ['{{ define "a" }}{{ template "default.message" . }}{{ template "__text_alert_list" .Alerts }}{{ end }}'],
    '{{ template "slack.default.footer" . }}',
    [],
  ],
  [
    'a template that is not defined',
    ['{{ define "a" }}{{ if .X }}{{ template "b" . }}{{ end }}{{ end }}'],
    '',
    ['3:66 template/known'],
  ],
  [
    'a template that is executed by a function',
    ['{{ define "a" }}{{ (tmpl.Exec "b" .) | toUpper }}{{ end }}'],
    '',
    ['3:57 template/known'],
  ],
  [
    'from a contact point',
    ['{{ define "a" }}{{ end }}'],
    '{{ template "a" . }}{{ template "b" . }}',
    ['10:51 template/known'],
  ],
  ['beside an invalid template', ['{{ define "b" }}'], '{{ template "b" . }}', []],
])('%s', (_name, templates, title, expected) => {
  expect(found(templates, title)).toEqual(expected);
});

test('a template of another org', () => {
  const files = {
    'provisioning/alerting/a.yaml':
      'apiVersion: 1\ntemplates:\n  - {orgId: 2, name: t, template: \'{{ define "a" }}{{ end }}\'}\n  - {orgId: 1, name: u, template: \'{{ define "b" }}{{ template "a" . }}{{ end }}\'}\n',
  };
  expect(validated(files, [templateKnown])).toEqual(['provisioning/alerting/a.yaml:4:64 template/known']);
});
