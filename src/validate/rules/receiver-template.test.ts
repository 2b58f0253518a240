import { expect, test } from 'vitest';

import { diagnosticsOf } from '../../test/support/validated.ts';
import { receiverTemplate } from './receiver-template.ts';

test.each<[string, string, string[]]>([
  ['a template', '{{ template "a" . }} {{ len .Alerts.Firing }} {{ .Status | toUpper }}', []],
  ['no template', 'a', []],
  ['a function that Grafana does not have', '{{ .Status | upper }}', ['upper']],
  ['a block without an end', '{{ if .Alerts }}a', ['{{']],
  ['an action that is not closed', 'a {{ .Status }', ['}']],
  ['a variable of rules', '{{ $$labels.a }}', ['"{{ $$labels.a }}"']],
  ['an environment variable', '{{ $labels.a }', []],
])('%s', (_name, text, expected) => {
  const receiver = { uid: 'r', type: 'webhook', settings: { url: 'http://a', payload: { template: text } } };
  const found = diagnosticsOf(
    {
      'provisioning/alerting/a.yaml': JSON.stringify({
        apiVersion: 1,
        contactPoints: [{ name: 'c', receivers: [receiver] }],
      }),
    },
    [receiverTemplate],
  );
  expect(found.map(({ at }) => at?.excerpt?.slice((at.column ?? 1) - 1, (at.endColumn ?? 1) - 1))).toEqual(expected);
});
