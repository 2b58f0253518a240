import fc from 'fast-check';
import { expect, test } from 'vitest';

import { hasPromtool, refusalOf } from '../../test/support/promtool.ts';
import { ALERT_FUNCTIONS } from './alert-text.ts';
import { parseTemplate } from './parser.ts';

/** Templates with every syntax element of Go templates, to be mutated. */
const WHOLE = [
  '{{ $x := 1 }}{{ if gt .a 1.5 }}b{{ else if $x }}c{{ else }}d{{ end }}',
  '{{ range $i, $v := .Alerts }}{{ $i }}{{ $v.Labels.a | printf "%s" }}{{ break }}{{ continue }}{{ else }}n{{ end }}',
  '{{ with .A }}{{ . }}{{ else }}{{ .C }}{{ end }}',
  '{{ define "a" }}{{ template "b" . }}{{ end }}{{ block "c" .X }}{{ $ }}{{ end }}{{ template "c" }}',
  '{{- (index .Labels "a").b -}} x {{/* c */}} {{- /* d */ -}} {{ `raw` | len }} {{ \'a\' }} {{ "\\"q\\n" }} {{ 0x1f }} {{ -3 }} {{ +1.5e3 }} {{ .5 }} {{ nil | eq 1 }}',
  '{{ .X | len | printf "%d" }}{{ $.Y.Z }}{{ label.A "x" }}{{ (label).B }}{{ true }}{{ print $.a (len .b) }}',
  '{{ $x = 2 }}{{ $y := .A }}{{ $y = 3 }}{{ range .X }}{{ $y }}{{ end }}',
];
const PIECES = [
  '',
  '{{',
  '}}',
  '{{-',
  '-}}',
  ' -}}',
  '{{ ',
  ' }}',
  'if',
  'end',
  'else',
  'range',
  'with',
  'define',
  '"a"',
  'template',
  'block',
  ' ',
  '  ',
  '.',
  '..',
  '.a',
  '$',
  '$x',
  ':=',
  '=',
  ',',
  '|',
  '(',
  ')',
  'len',
  'nofunc',
  '1',
  '1a',
  '08',
  '"',
  '`',
  "'",
  '\\',
  '/*',
  '*/',
  '{{ end }}',
  '{{ else }}',
  '\n',
  'nil',
  'true',
  'break',
  'é',
  '\u00A0',
  '-',
  '+',
  ':',
  '@',
  'x',
];
const cut = fc.record({ at: fc.nat(200), length: fc.nat(3), piece: fc.constantFrom(...PIECES) });
const mangled = fc.tuple(fc.constantFrom(...WHOLE), fc.array(cut, { maxLength: 2 })).map(([whole, cuts]) =>
  cuts.reduce((text, { at, length, piece }) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + piece + text.slice(from + length);
  }, whole),
);

test.skipIf(!hasPromtool())('refuses the same templates as Prometheus, which uses the parser of Go', () => {
  const texts = [...WHOLE, ...fc.sample(mangled, { numRuns: 1500, seed: 7 })];
  const refused = refusedByPrometheus(texts);
  const different = texts.filter(
    (text, index) => parseTemplate(text, { functions: ALERT_FUNCTIONS }).problems.length > 0 !== refused.has(index),
  );
  expect(refused.size).toBeGreaterThan(500);
  expect(different).toEqual([]);
});

/** The indexes of the texts that are not valid templates. */
function refusedByPrometheus(texts: readonly string[]): Set<number> {
  const rules = {
    groups: [
      { name: 'g', rules: texts.map((text, index) => ({ alert: `A${index}`, expr: 'm', annotations: { t: text } })) },
    ],
  };
  return new Set(
    [
      ...refusalOf(['check', 'rules', 'rules.yml'], { 'rules.yml': rules }).matchAll(
        /rule \d+, "A(\d+)": annotation "t"/g,
      ),
    ].map(([, index]) => Number(index)),
  );
}
