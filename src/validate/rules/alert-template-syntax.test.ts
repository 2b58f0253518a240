import { expect, test } from 'vitest';

import { alertRules, pointers, validated } from '../../test/support/validated.ts';
import { alertTemplateSyntax } from './alert-template-syntax.ts';

/** The columns of the findings in a summary, which begins in column 23. */
function columns(summary: string): number[] {
  const file = `groups:\n  - rules:\n      - annotations: {a: b,\n            summary: '${summary.replaceAll("'", "''")}'}\n`;
  return validated({ 'provisioning/alerting/a.yaml': `apiVersion: 1\n${file}` }, [alertTemplateSyntax]).map(
    (line) => Number(line.split(/[: ]/)[2]) - 23,
  );
}

test.each<[string, string, number[]]>([
  [
    'a template',
    'Agent {{ $labels.agent_id }}{{ if gt $values.B.Value 3.0 }}, {{ humanize $values.B.Value }}{{ end }}',
    [],
  ],
  ['no template', 'Agent }}', []],
  ["Grafana's own functions", '{{ graphLink "{}" }}{{ filterLabels $labels "a" }}{{ sortBy "a" .Values }}', []],
  ['an if without an end', 'a {{ if $labels.x }}b', [2]],
  ['an end without an if', 'a {{ end }}', [5]],
  ['a missing brace', 'a {{ $labels.agent_id }, b', [22]],
  ['no brace at all', 'a {{ $labels.agent_id', [2]],
  ['an unknown function', '{{ humanise $values.B.Value }}', [3]],
  ['an unknown variable', '{{ $label.agent_id }} {{ $x }}', [3, 25]],
  ['a variable of a block that has ended', '{{ with $x := 1 }}{{ $x }}{{ end }}{{ $x }}', [38]],
  ['an escape that Go does not have', '{{ reReplaceAll "\\d" "" $labels.a }}', [16]],
  ['a template of the same text', '{{ define "a" }}b{{ end }}{{ template "a" }}', []],
  ['a message template', '{{ template "default.title" . }}', [12]],
  ['a doubled dollar, which another rule reports', '{{ $$labels.a }}', []],
  ['two operands without a space', '{{ print "a""b" }}', [12]],
])('%s', (_name, summary, expected) => {
  expect(columns(summary)).toEqual(expected);
});

test.each([
  ['a label', alertRules({ labels: { a: '{{ humanise $$labels.b }}' } }), ['/groups/0/rules/0/labels/a']],
  ['a label with an environment variable in it', alertRules({ labels: { a: '{{ $labels.b }}' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertTemplateSyntax)).toEqual(expected);
});
