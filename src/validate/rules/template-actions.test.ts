import { expect, test } from 'vitest';

import { diagnosticsOf, validated } from '../../test/support/validated.ts';
import { templateActions } from './template-actions.ts';

test.each<[string, string, string[]]>([
  ['blocks with ends', '{{ define "a" }}{{ if .X }}a{{ else if .Y }}b{{- end -}}{{/* if */}}{{ end }}', []],
  ['plain text', 'a', []],
  [
    'functions of Alertmanager and of Grafana',
    '{{ define "a" }}{{ .Alerts | len }}{{ coll.Dict "a" (data.JSON "{}") }}{{ .StartsAt | tz "Europe/Berlin" | date "15:04" }}{{ tmpl.Exec "b" . | toUpper }}{{ end }}',
    [],
  ],
  ['a template that is called in another file', '{{ define "a" }}{{ template "b" . }}{{ end }}', []],
  ['a block without an end', '{{ define "a" }}{{ if .X }}a{{ end }}', ['5:7']],
  ['the inner block without an end', '{{ define "a" }}\n{{ range .Alerts }}a', ['6:7']],
  ['an end without a start', 'a{{ end }}', ['5:11']],
  ['an open action', 'a{{ .X', ['5:8']],
  ['an action that is closed with one brace', '{{ define "a" }}{{ .X }{{ end }}', ['5:29']],
  [
    'functions that Grafana does not have',
    '{{ define "a" }}{{ .Status | upper }}\n{{ humanizeBytes 5 }}{{ end }}',
    ['5:36', '6:10'],
  ],
  ['a doubled dollar, which another rule reports', '{{ define "a" }}{{ range $$i := .Alerts }}{{ end }}{{ end }}', []],
  ['a variable of rules', '{{ define "a" }}{{ $labels.x }}{{ end }}', ['5:26']],
  ['a variable from outside a definition', '{{ $x := 1 }}{{ define "a" }}{{ $x }}{{ end }}', ['5:39']],
  ['a definition in a block', '{{ if true }}{{ define "a" }}{{ end }}{{ end }}', ['5:23']],
  ['a definition with a dash, which Grafana overlooks', '{{- define "a" }}b{{ end }}', ['5:11']],
  ['a name that is not a string', '{{ define "a" }}{{ template b . }}{{ end }}', ['5:35']],
  ['two definitions of one name', '{{ define "a" }}b{{ end }}\n{{ define "a" }}c{{ end }}', ['6:17']],
])('%s', (_name, template, expected) => {
  const text = template
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
  expect(
    validated(
      { 'provisioning/alerting/a.yaml': `apiVersion: 1\ntemplates:\n  - name: t\n    template: |\n${text}\n` },
      [templateActions],
    ),
  ).toEqual(expected.map((place) => `provisioning/alerting/a.yaml:${place} template/actions`));
});

test.each([
  ['{{ define "a" }}{{ toUper .Status }}{{ end }}', 'Write toUpper.'],
  ['{{ define "a" }}{{ $alert := . }}{{ $alerts }}{{ end }}', 'Write $alert.'],
  ['{{ define "a" }}{{ $nothing }}{{ end }}', 'Set it first: {{ $nothing := … }}.'],
  [
    '{{ define "a" }}{{ $labels.b }}{{ end }}',
    'Write {{ range .Alerts }}{{ .Labels.x }} {{ .Values.B }}{{ end }}, which prints the values of each alert.',
  ],
  ['{{ define "a" }}{{ if .X }}{{ end }}', 'Add {{ end }}.'],
  ['{{- define "a" }}{{ end }}', 'Write {{ define, without the dash.'],
])('the edit that fixes %j', (template, hint) => {
  const found = diagnosticsOf(
    { 'provisioning/alerting/a.yaml': JSON.stringify({ apiVersion: 1, templates: [{ name: 't', template }] }) },
    [templateActions],
  );
  expect(found.map((diagnostic) => diagnostic.hint)).toEqual([hint]);
});
