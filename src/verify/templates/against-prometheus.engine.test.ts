import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hasPromtool, refusalOf } from '../../test/support/promtool.ts';
import { expandTemplate } from './expand.ts';

/** Templates of a number, which is `$value` in Prometheus and `$values.B.Value` in Grafana. */
const TEMPLATES = [
  '{{ $value }}',
  ...[
    '%v',
    '%g',
    '%.4g',
    '%.0f',
    '%.1f',
    '%.2f',
    '%f',
    '%e',
    '%.3e',
    '%8.2f',
    '%-12.3f|',
    '%+.1f',
    '%012.3f',
    '%G',
    '%.10g',
    '%d',
    '%s',
    '% f',
  ].map((format) => `{{ printf "${format}" $value }}`),
  '{{ humanize $value }}',
  '{{ humanize1024 $value }}',
  '{{ humanizeDuration $value }}',
  '{{ humanizePercentage $value }}',
  '{{ if gt $value 100.0 }}large{{ else if lt $value 0.0 }}negative{{ else }}small{{ end }}',
  '{{ $value | printf "%.2f" | printf "<%s>" }}',
  '{{- $x := $value -}} {{ with $x }}{{ . }}{{ else }}zero{{ end -}} !',
  '{{ range $name, $text := $labels }}{{ if ne $name "alertname" }}{{ $name }}={{ $text | toUpper }};{{ end }}{{ end }}',
  '{{ $labels.agent }} {{ len $labels.agent }} {{ printf "%q %5s|%-5s|" $labels.agent $labels.agent $labels.agent }} {{ title $labels.agent }}',
  '{{ reReplaceAll "([a-z])([0-9]+)" "${2}-$1" $labels.agent }} {{ match "^a1" $labels.agent }}',
];

describe.skipIf(!hasPromtool())('Prometheus, which expands templates with Go itself, agrees', () => {
  test('for any number', () => {
    const values = [
      0,
      1,
      -1,
      0.5,
      1.5,
      2.5,
      99.5,
      1000,
      1024,
      999_999,
      1e6,
      123_456_789,
      1e20,
      1e21,
      1.005,
      17.299999999999997,
      0.1 + 0.2,
      1e-5,
      9.9996,
      5e-324,
      1.7976931348623157e308,
      ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), { numRuns: 60, seed: 7 }),
      ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 20, seed: 7 }),
    ].filter((value) => !Object.is(value, -0));
    const expanded = byPrometheus(values);
    const different = values.flatMap((value, agent) =>
      TEMPLATES.flatMap((template, index) => {
        const labels = { agent: `a${agent}` };
        const { text, failure } = expandTemplate(template.replaceAll('$value', '$values.B.Value'), labels, {
          state: 'Alerting',
          labels,
          captures: [{ refId: 'B', labels, value }],
        });
        const actual = failure ?? text;
        // Beyond 64 bits, Go's result depends on the processor.
        if (template.includes('humanizeDuration') && Math.abs(value) >= 2 ** 63) return [];
        const wanted = expanded.get(agent)?.get(index);
        return actual === wanted ? [] : [{ value, template, actual, wanted }];
      }),
    );
    expect(different).toEqual([]);
  });
});

/** The text of each template for each value, by the index of the value and of the template. */
function byPrometheus(values: readonly number[]): Map<number, Map<number, string>> {
  const annotations = Object.fromEntries(TEMPLATES.map((template, index) => [`t${index}`, template]));
  return reported(
    refusalOf(['test', 'rules', 'test.yml'], {
      'rules.yml': { groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'max by (agent) (m)', annotations }] }] },
      // No alert is expected, so the report lists those that there are.
      'test.yml': {
        rule_files: ['rules.yml'],
        tests: [
          {
            interval: '1m',
            input_series: values.map((value, agent) => ({ series: `m{agent="a${agent}"}`, values: String(value) })),
            alert_rule_test: [{ eval_time: '0m', alertname: 'A', exp_alerts: [] }],
          },
        ],
      },
    }),
  );
}

function reported(report: string): Map<number, Map<number, string>> {
  const found = new Map<number, Map<number, string>>();
  for (const [, agent, texts = ''] of report.matchAll(/Labels:\{agent="a(\d+)"[^\n]*\n\s*Annotations:\{(.*)\}/g)) {
    found.set(
      Number(agent),
      new Map(
        [...texts.matchAll(/t(\d+)=("(?:\\.|[^"\\])*")/g)].map(([, index, text = '""']) => [
          Number(index),
          JSON.parse(text) as string,
        ]),
      ),
    );
  }
  return found;
}
