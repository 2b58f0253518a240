import { describe, expect, test } from 'vitest';

import type { Result } from '../expressions/evaluate.ts';
import { expandTemplate } from './expand.ts';

const labels = { a: 'b', c: 'd' };
const result: Result = {
  state: 'Alerting',
  labels,
  captures: [
    { refId: 'B', labels: { a: 'b' }, value: 17.299999999999997 },
    { refId: 'C', labels, value: 1 },
  ],
};
const expanded = (text: string) => expandTemplate(text, labels, result);

// Every expected text is what Go's text/template prints, with Grafana's prefix and its `missingkey=invalid`.
describe('expands as Go does', () => {
  test.each([
    ['Agent {{ $labels.a }}', 'Agent b'],
    ['{{ $values.X }} {{ $values.X.Value }} {{ $labels.nope }}', '[no value] [no value] [no value]'],
    ['{{ printf "%.1f" $values.X.Value }}', '%!f(<nil>)'],
    ['{{ if $values.X }}y{{ else }}n{{ end }}', 'n'],
    ['{{ if $labels.x }}1{{ else if $labels.a }}2{{ else }}3{{ end }}', '2'],
    ['{{ index $labels "nope" }}|{{ (index $values "B").Value }}', '|17.299999999999997'],
    ['{{ gt $values.B.Value 15.0 }} {{ eq $labels.a "x" "b" }} {{ ne $labels.nope "x" }}', 'true true true'],
    ['{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}', 'a=b;c=d;'],
    ['{{ range $values }}{{ .Value }},{{ end }}', '17.299999999999997,1,'],
    ['{{ range $i, $e := $labels }}{{ if eq $i "a" }}{{ continue }}{{ end }}{{ $e }}{{ end }}', 'd'],
    ['{{ range $x := $labels.nope }}a{{ else }}none{{ end }}', 'none'],
    ['{{ len $labels }}', '2'],
    ['{{ print 1 2 "a" "b" 3 }}|{{ println 1 "a" }}', '1 2ab3|1 a\n'],
    ['  x {{- 3 -}} y ', 'x3y '],
    ['{{ 3  -}} y', '3y'],
    ['{{/* c */}}z', 'z'],
    ['{{ $labels.a }}\n\n  {{- if true }}  z  {{ end -}}  \n w', 'b  z  w'],
    ['{{ with $x := 5 }}{{ $x }}{{ end }}{{ with $labels.nope }}a{{ else }}b{{ end }}', '5b'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ or "" "d" }} {{ and 1 0 }} {{ not 0 }}', 'd 0 true'],
    ['{{ "q\\"" | printf "%s-%s" "p" }}', 'p-q"'],
    ['{{ .Labels.a }} {{ $labels }}', 'b a=b, c=d'],
    [
      '{{ $values.B.Value | printf "%.2f" }} {{ printf "%.2f" $values.B }}',
      '17.30 {map[%!f(string=a):%!f(string=b)] 17.30}',
    ],
    ['{{ html "<a>" }} {{ urlquery "a b&" }} {{ js "it\'s" }}', "&lt;a&gt; a+b%26 it\\'s"],
    ["{{ true }}{{ 'a' }}{{ 0x10 }}{{ 010 }}{{ 1.5e3 }}{{ 1e9 }}{{ -3 }}", 'true9716815001e+09-3'],
    ['{{ printf "%d" $values.B.Value }}', '%!d(float64=17.299999999999997)'],
    ['{{if and (gt $values.B.Value 3.0) (eq $labels.a "b")}}both{{end}}', 'both'],
    ['{{ print nil }}', '<nil>'],
  ])('%j', (text, expected) => expect(expanded(text)).toEqual({ text: expected }));
});

describe('prints numbers', () => {
  test.each([
    ['{{ $values.B }}', '17'],
    ['{{ $value }}', "[ var='B' labels={a=b} value=17.299999999999997 ], [ var='C' labels={a=b, c=d} value=1 ]"],
    ['{{ humanize 1234567.0 }} {{ humanize 0.0173 }} {{ humanize 0.0 }}', '1.235M 17.3m 0'],
    ['{{ humanize1024 1536.0 }}', '1.5ki'],
    [
      '{{ humanizeDuration 3723.9 }} {{ humanizeDuration 59.5 }} {{ humanizeDuration 0.0021 }} {{ humanizeDuration -90061.0 }}',
      '1h 2m 3s 59.5s 2.1ms -1d 1h 1m 1s',
    ],
    ['{{ humanizePercentage 0.12345 }}', '12.35%'],
    [
      '{{ humanizeTimestamp 1435065584.128 }} {{ humanizeTimestamp 0.0 }}',
      '2015-06-23 13:19:44.128 +0000 UTC 1970-01-01 00:00:00 +0000 UTC',
    ],
    [
      '{{ reReplaceAll "(a)(.*)" "${2}$1" "abc" }} {{ title "is it" }} {{ toUpper "x" }} {{ match "^b" $labels.a }}',
      'bca Is It X true',
    ],
    ['{{ mergeLabelValues $values }} {{ parseDuration "1h30m" }}', 'a=b, c=d 5400'],
    ['{{ removeLabels $labels "a" }} {{ filterLabelsRe $labels "^a" }}', 'c=d a=b'],
  ])('%j', (text, expected) => expect(expanded(text)).toEqual({ text: expected }));
});

describe('explains why a text stays as it is written', () => {
  test.each([
    ['{{ gt $values.B.Value 15 }}', 'incompatible types for comparison: float64 and int'],
    ['{{ humanize $values.B }}', "can't convert template.Value to float"],
    ['{{ toUpper 5 }}', 'wrong type for value; expected string; got int'],
    ['{{ toUpper $labels.nope }}', 'invalid value; expected string'],
    ['{{ toUpper "a" "b" }}', 'wrong number of args for toUpper: want 1 got 2'],
    ['{{ nofunc 1 }}', 'function "nofunc" not defined'],
    ['{{ $undefined }}', 'undefined variable "$undefined"'],
    ['{{ $undefined = 1 }}', 'undefined variable: $undefined'],
    ['{{ define "x" }}a', 'unexpected EOF'],
    ['{{ if }}', 'missing value for if'],
    ['{{ $labels.a.b }}', "can't evaluate field b in type string"],
    ['{{ $values.B.Nope }}', "can't evaluate field Nope in type template.Value"],
    ['{{ "a" 5 }}', "can't give argument to non-function"],
    ['{{ eq $values.B $values.B }}', 'non-comparable type template.Value'],
    ['{{ nil }}', 'nil is not a command'],
    ['{{ template "x" }}', 'template "x" not defined'],
    ['{{ if true }}x', 'unexpected EOF'],
    ['{{ end }}', 'unexpected {{end}}'],
    ['{{ $labels.a', 'unclosed action'],
  ])('%j', (text, failure) => expect(expanded(text)).toEqual({ text, failure }));
});

test.each([
  '{{ query "up" }}',
  '{{ graphLink "x" }}',
  '{{ printf "%*d" 5 5 }}',
  '{{ printf "%x" 5 }}',
  '{{ range 3 }}{{ end }}',
  '{{ externalURL }}',
])('does not guess at %j', (text) =>
  expect(expanded(text)).toMatchObject({ text, unsupported: expect.any(String) as string }),
);
