import { expect, test } from 'vitest';

import { reduce, threshold } from '../../test/support/alert-expressions.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertLabelValue } from './alert-label-value.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'the value in a label',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'x' }, labels: { v: '{{ $$values.B.Value }}' } },
      data: [reduce, threshold],
    },
    ['alert/label-value warning "\\"{{ $$values.B.Value }}\\""'],
  ],
  [
    'the value in an annotation',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $values.B.Value }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'a label by the value',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: 'x' },
        labels: { severity: '{{ if gt $$values.B.Value 90.0 }}critical{{ else }}warning{{ end }}' },
      },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'another label',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'x' }, labels: { a: '{{ $$labels.b }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'the value by another name',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'x' }, labels: { v: '{{ $$v := $$values.B.Value }}{{ $$v }}' } },
      data: [reduce, threshold],
    },
    ['alert/label-value warning "\\"{{ $$v := $$values.B.Value }}{{ $$v }}\\""'],
  ],
  [
    'the value through a dot',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: 'x' },
        labels: { v: '{{ with .Values.B }}{{ .Value }}{{ end }}' },
      },
      data: [reduce, threshold],
    },
    ['alert/label-value warning ".Value"'],
  ],
  [
    'whether the value is high',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'x' }, labels: { v: '{{ gt $$values.B.Value 90.0 }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'labels of the values',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: 'x' },
        labels: { v: '{{ mergeLabelValues $$values }}{{ $$values.B.Labels.a }}' },
      },
      data: [reduce, threshold],
    },
    [],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertLabelValue])).toEqual(expected);
});
