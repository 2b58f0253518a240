import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { parse } from 'yaml';

import { REPOSITORY } from '../support/out-folder.ts';

/** The parsed files of a real folder, by path. */
export function folderSeeds(): ReadonlyMap<string, unknown> {
  const out = join(REPOSITORY, 'out');
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)))
    .filter((path) => /^provisioning\/.*\.yaml$|^dashboards\/.*\.json$/.test(path))
    .sort();
  return new Map(files.map((path) => [path, parse(readFileSync(join(out, path), 'utf8')) as unknown]));
}

/** Valid templates, math and PromQL, to be mutated. */
export const TEMPLATES: readonly string[] = [
  '{{ $labels.instance }} is at {{ printf "%.1f" $values.B.Value }} {{ humanize $value }}',
  '{{ range $k, $v := $labels }}{{ if eq $k "a" }}{{ $v }}{{ else if match "^b" $v }}x{{ end }}{{ end }}',
  '{{ define "a" }}{{ len .Alerts }}{{ end }}{{ template "a" . }}{{ index $labels "x" | toUpper | title }}',
  '{{ with $x := reReplaceAll "(.*):(.*)" "$2" .instance }}{{ $x }}{{ end }}{{ humanizeDuration 1e9 }} {{ args 1 2 }}',
];
export const MATHS: readonly string[] = [
  '($A + $B) * 2 > 1 && !is_nan(${C})',
  'abs(-$A ** 2) / log($B) % 3 <= 0x1F || round(1e3) == null()',
];
export const PROMQL: readonly string[] = [
  'sum by (le) (rate(http_requests_total{job=~"a|b", code!="5.."}[5m] offset 1h)) / on (a) group_left (b) up',
  'histogram_quantile(0.99, sum(rate(x_bucket[$__rate_interval])) by (le)) > bool 1 or vector(0) unless absent(y @ end())',
  'label_replace(max_over_time(deriv(rate(z{$a="$b"}[5m])[1h:1m])[1d:]), "a", "$1", "b", "(.*)")',
];
export const ENVIRONMENT = '# a\nA=1\nB=$A\nPG_GRAFANA_PASSWORD=x=y\n\nEMPTY=\nC\n';
export const ALERT_TESTS = {
  interval: '1m',
  tests: [
    {
      name: 'a',
      rule: 'pf-drawdown-critical',
      series: { 'up{job="a"}': '1x20 0x5 _x3 stale' },
      frames: { A: [{ a: 'x', value: 1 }] },
      expect: { '5m': [{ state: 'Alerting', labels: { a: 'x' } }], '10m': [] },
      from: '0s',
      start: '2026-01-01T00:00:00Z',
    },
  ],
  routes: [{ name: 'r', labels: { severity: 'critical' }, receivers: ['pf-slack'], at: '2026-01-01T00:00:00Z' }],
};
export const CONFIG = {
  name: 'x',
  packs: [{ use: 'pf-grafana/fleet', options: { thresholds: { minAgents: 3 } } }],
  folder: 'A',
  grafana: { version: '12.4' },
  selector: { env: 'prod' },
  alerting: { receivers: { a: { type: 'slack', url: { env: 'A' } } } },
  datasources: { prometheus: { url: 'http://x:9090' } },
  environments: { dev: { folder: 'B' }, prod: {} },
  tenants: { a: { orgId: 2, selector: { t: 'a' } } },
};
