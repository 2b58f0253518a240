import { expect, test } from 'vitest';

import { classic, reduce, threshold } from '../../test/support/alert-expressions.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertTemplateValue } from './alert-template-value.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a value as a number',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ printf "%.1f" $values.B.Value }} {{ humanize $values.A.Value }} {{ $values.C }}' },
      },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'an object as a number',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ printf "%.1f" $values.B }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$values.B"'],
  ],
  [
    'an object through a pipe',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $values.A | printf "%.1f" }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$values.A"'],
  ],
  [
    'a range query',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      rule: { condition: 'C', annotations: { summary: '{{ $values.A.Value }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$values.A.Value"'],
  ],
  [
    'no such query',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $values.D.Value }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$values.D.Value"'],
  ],
  [
    'a classic condition',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $values.C0 }} {{ $values.B.Value }}' } },
      data: [classic],
    },
    ['alert/template-value warning "$values.B.Value"'],
  ],
  [
    'a test',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ if $values.B }}{{ humanizePercentage $values.B.Value }}{{ end }}' },
      },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'the text of every value as a number',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ humanize $value }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$value"'],
  ],
  [
    'the text of every value through a pipe',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ .Value | humanizeDuration }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning ".Value"'],
  ],
  [
    'the text of every value',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'now {{ $value }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$value"'],
  ],
  [
    'the value of something else',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: {
          summary:
            '{{ with $values.B }}{{ humanize .Value }}{{ end }}{{ range $name, $value := $values }}{{ $value }}{{ end }}',
        },
      },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'the number in an imported rule',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        labels: { __converted_prometheus_rule__: 'true' },
        annotations: { summary: '{{ humanize $value }}' },
      },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'an object through a dot',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ with $values.B }}{{ printf "%.1f" . }}{{ .Value }}{{ end }}' },
      },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "."'],
  ],
  [
    'an object through a variable',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ range $name, $one := $values }}{{ $name }}{{ humanize $one }}{{ end }}' },
      },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$one"'],
  ],
  [
    'a number through a variable',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $b := $values.B.Value }}{{ humanize $b }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'an object as a string',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ printf "%s is %v" $values.B $values.C }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'an object in a comparison',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ if gt $values.B 5.0 }}x{{ else if lt $values.B.Value 1.0 }}y{{ end }}' },
      },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$values.B"'],
  ],
  [
    'no such query, by index',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ (index $values "D").Value | humanize }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "(index $values \\"D\\").Value"'],
  ],
  [
    'no such query, in the condition of a block',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: {
        condition: 'C',
        annotations: { summary: '{{ range $x := $labels }}{{ if $values.D }}{{ end }}{{ end }}' },
      },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$values.D"'],
  ],
  [
    'the text of every value in a comparison',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ if gt $value 5.0 }}x{{ end }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$value"'],
  ],
  [
    'the text of every value by another name',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $x := $value }}{{ humanize $x }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$x"'],
  ],
  [
    'the name with another meaning',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ $value := $values.B.Value }}{{ humanize $value }}' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'the text of every value in a block',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{ range $values }}{{ humanize $value }}{{ end }}' } },
      data: [reduce, threshold],
    },
    ['alert/template-value warning "$value"'],
  ],
  [
    'a comment',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: '{{/* {{ humanize $value }} */}}' } },
      data: [reduce, threshold],
    },
    [],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertTemplateValue])).toEqual(expected);
});
