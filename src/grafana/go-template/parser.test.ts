import { describe, expect, test } from 'vitest';

import { ALERT_FUNCTIONS, parseAlertText } from './alert-text.ts';
import { parseTemplate } from './parser.ts';

/** The problems found, such as `kind "the characters"`. */
function refused(text: string, isBody = false): string[] {
  return parseTemplate(text, { functions: ALERT_FUNCTIONS, isBody }).problems.map(
    ({ kind, offset, length }) => `${kind} ${JSON.stringify(text.slice(offset, offset + length))}`,
  );
}

// Each verdict is that of Go's own parser; where Go reports only the line, the position is the one to fix.
describe('refuses what Go refuses, at the right position', () => {
  test.each([
    ['{{ .a', 'unclosed action "{{"'],
    ['{{ .a }', 'unclosed action "}"'],
    ['{{ .a {{ .b }}', 'unclosed action "{"'],
    ['a {{ if .a }}b{{ else }}', 'missing end "{{"'],
    ['{{ define "a" }}{{ if .a }}{{ end }}', 'missing end "{{"'],
    ['a{{ end }}', 'stray end "end"'],
    ['{{ if .a }}{{ else }}{{ else }}{{ end }}', 'stray end "else"'],
    ['{{ nofunc .a }}', 'unknown function "nofunc"'],
    ['{{ if .a }}{{ $x := 1 }}{{ end }}{{ $x }}', 'undefined variable "$x"'],
    ['{{ $x := 1 }}{{ define "a" }}{{ $x }}{{ end }}', 'undefined variable "$x"'],
    [
      '{{ if .a }}{{ define "a" }}{{ nofunc }}{{ end }}{{ end }}',
      'nested definition "define"',
      'unknown function "nofunc"',
    ],
    [
      '{{ define "a" }}{{ range .a }}{{ end }}\n{{ define "b" }}{{ end }}',
      'nested definition "define"',
      'missing end "{{"',
    ],
    ['{{ define "a" }}x{{ end }}{{ define "a" }}y{{ end }}', 'syntax "\\"a\\""'],
    ['{{ match "\\d" .a }}', 'syntax "\\"\\\\d\\""'],
    ['{{ len 08 }}', 'syntax "08"'],
    ['{{ .1a }}', 'syntax ".1a"'],
    ['{{ print "a }}', 'syntax "\\"a"'],
    ['{{ (len .a }}', 'syntax "("'],
    ['{{ len .a) }}', 'syntax ")"'],
    ['{{ print "a""b" }}', 'syntax "\\"b\\""'],
    ['{{ .a | 5 }}', 'syntax "5"'],
    ['{{ range $a, $b, $c := .a }}{{ end }}', 'syntax ","'],
    ['{{ break }}', 'syntax "break"'],
    ['{{ range .a }}{{ block "b" . }}{{ break }}{{ end }}{{ end }}', 'syntax "break"'],
    ['{{ }}', 'syntax "}}"'],
    ['{{ template a }}', 'syntax "a"'],
    ['{{\u00A0.a }}', 'syntax "\u00A0"'],
    ['{{ /* a */ }}', 'syntax "/*"'],
    ['{{/* a }}', 'syntax "{{"'],
    ['{{ humanise .a }}{{ $b }}', 'unknown function "humanise"', 'undefined variable "$b"'],
  ])('%j', (text, ...expected) => expect(refused(text)).toEqual(expected));

  test('a definition in the body of another', () =>
    expect(refused('{{- define "a" }}{{ end }}', true)).toEqual(['nested definition "define"']));
});

test.each([
  '{{ .a | }}',
  '{{ .a  -}} b',
  '{{- /* a */ -}} b',
  '{{ range $i, $v := .a }}{{ break }}{{ else }}{{ end }}',
  '{{ if .a }}{{ else if .b }}{{ end }}',
  '{{ with .a }}{{ else with .b }}{{ end }}',
  '{{ block "a" . }}{{ .b }}{{ end }}{{ template "a" }}',
  '{{ define "a" }} {{ end }}{{ define "a" }}b{{ end }}',
  '{{ (index .a "b").c }} {{ label.A "x" }}',
  "{{ print `a\nb` '\\n' 0x1F -.5 }}",
  '{{ $x := $x }}',
  '{{print}}',
  'a }} b',
])('reads %j as Go does', (text) => expect(refused(text)).toEqual([]));

test('operands have positions relative to the text, after the prefix of Grafana', () => {
  const text = ' {{ printf "%.1f" $values.B.Value | len }}';
  const action = parseAlertText(text).nodes.find(({ offset }) => offset >= 0);
  const operands = action?.kind === 'action' ? action.pipe.commands.flat() : [];
  expect(operands.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual([
    'printf',
    '"%.1f"',
    '$values.B.Value',
    'len',
  ]);
  expect(action && text.slice(action.offset, action.offset + action.length)).toBe(text.trim());
});
