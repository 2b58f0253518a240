import { expect, test } from 'vitest';

import { diagnosticsOf } from '../../test/support/validated.ts';
import { rules } from './index.ts';

test.each([
  [
    'a Prometheus rule file',
    'alerting',
    'groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: up == 0\n        for: 5m\n',
    'a Prometheus rule file',
  ],
  [
    'recording rules',
    'alerting',
    'groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(up)\n',
    'a Prometheus rule file',
  ],
  [
    'a ConfigMap',
    'datasources',
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yaml: |\n    apiVersion: 1\n',
    'ConfigMap of v1',
  ],
  [
    'a PrometheusRule',
    'alerting',
    'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {groups: []}\n',
    'PrometheusRule',
  ],
  [
    'a Helm template',
    'datasources',
    'apiVersion: 1\ndatasources:\n{{- range .Values.sources }}\n  - name: {{ .name }}\n{{- end }}\n',
    'Helm',
  ],
  ['a Helm value', 'datasources', 'apiVersion: 1\ndatasources:\n  - name: {{ .Values.name }}\n', 'Helm'],
  ['a Jinja template', 'datasources', 'apiVersion: 1\n{% for a in b %}\ndatasources: []\n{% endfor %}\n', 'Jinja'],
  ['an Alertmanager configuration', 'alerting', 'route: {receiver: a}\nreceivers: [{name: a}]\n', 'Alertmanager'],
])('%s is reported, without further findings', (_name, folder, text, format) => {
  const found = diagnosticsOf({ [`provisioning/${folder}/a.yaml`]: text }, rules);
  expect(found.map(({ id, severity }) => [id, severity])).toEqual([['file/foreign', 'error']]);
  expect(found[0]?.message).toContain(format);
});

test.each([
  ['a rule of Grafana that links a query', 'groups:\n  - {orgId: 1, name: g, folder: f, interval: 1m, rules: []}\n'],
  [
    'a message template',
    'templates:\n  - orgId: 1\n    name: t\n    template: |\n      {{ define "t" }}\n      {{ range .Alerts }}{{ .Values.B }}{{ end }}\n      {{ end }}\n',
  ],
  ['an annotation with a template', 'x:\n  - summary: "{{ $labels.instance }} is {{ .Values.A }}"\n'],
])('%s is not a foreign file', (_name, text) => {
  const found = diagnosticsOf({ 'provisioning/alerting/a.yaml': `apiVersion: 1\n${text}` }, rules);
  expect(found.filter(({ id }) => id === 'file/foreign')).toEqual([]);
});
