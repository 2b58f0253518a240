import { expect, test } from 'vitest';

import { classic, reduce, threshold } from '../../test/support/alert-expressions.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertTemplateLabel } from './alert-template-label.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a label that by() keeps',
    {
      language: 'promql',
      text: 'max by (agent) (foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $labels.agent }} {{ index $labels "agent" }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'a label that the sum drops',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'Agent {{ $labels.agent }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "$labels.agent"'],
  ],
  [
    'a classic condition',
    {
      language: 'promql',
      text: 'max by (agent) (foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'Agent {{ $labels.agent }}' } },
      data: [classic],
    },
    ['alert/template-label warning "$labels.agent"'],
  ],
  [
    'labels of one side of math',
    {
      language: 'promql',
      text: 'max by (agent) (foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $labels.agent }} {{ .Labels.other }}' } },
      data: [
        reduce,
        { refId: 'C', datasourceUid: '__expr__', model: { refId: 'C', type: 'math', expression: '$B > 1' } },
      ],
    },
    ['alert/template-label warning ".Labels.other"'],
  ],
  [
    'labels that are not known',
    {
      language: 'promql',
      text: 'foo{a="b"}',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $labels.agent }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'labels of the rule and of Grafana',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ $labels.severity }} {{ $labels.alertname }}' },
        labels: { severity: 'a' },
      },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'a test whether it exists',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ if $labels.agent }}x{{ end }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'a column of a table',
    {
      language: 'postgres',
      text: 'SELECT agent_id, 1 AS v FROM t',
      as: 'alert',
      rule: { condition: 'C', annotations: { summary: '{{ $labels.agent_id }} {{ $labels.agent }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "$labels.agent"'],
  ],
  [
    'a label of log lines',
    {
      language: 'logql',
      text: 'sum by (level) (count_over_time({a="b"}[5m]))',
      as: 'alert',
      target: { queryType: 'instant' },
      rule: { condition: 'C', annotations: { summary: '{{ $labels.level }} {{ $labels.app }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "$labels.app"'],
  ],
  [
    'a text without template',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '$labels.agent' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'a label that is tested first',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: {
          summary: '{{ if $labels.agent }}{{ $labels.agent }}{{ end }}{{ with index $labels "agent" }}{{ . }}{{ end }}',
        },
      },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'a label after a test of another one',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ if $labels.job }}{{ $labels.agent }}{{ end }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "$labels.agent"'],
  ],
  [
    'the labels by another name',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $all := $labels }}{{ $all.agent }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "$all.agent"'],
  ],
  [
    'the name with another meaning',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $labels := $values.B.Labels }}{{ $labels.agent }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'the dot of a value',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ with $values.B }}{{ .Labels.agent }}{{ $.Labels.agent }}{{ end }}' },
      },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "$.Labels.agent"'],
  ],
  [
    'a comment and a text',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{/* {{ $labels.agent }} */}}{{ "$labels.agent" }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'a brace in a text',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ print "}}" $labels.agent }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "$labels.agent"'],
  ],
  [
    'a name between backquotes, through a pipe',
    {
      language: 'promql',
      text: 'max(foo)',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ index $labels `agent` | toUpper }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-label warning "index $labels `agent`"'],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertTemplateLabel])).toEqual(expected);
});
