import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { BIN, project } from './run-cli.ts';

/** A limit in CPU seconds, independent of other load; the kernel kills a process that exceeds it. */
const CPU_SECONDS = 60;

/** Runs the program on a folder; returns only its exit code. */
function codeOf(cwd: string, ...argv: readonly string[]): number | null {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', `ulimit -t ${CPU_SECONDS}; exec "$@"`, 'bash', process.execPath, BIN, ...argv],
    { cwd, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, NO_COLOR: '1' } },
  );
  expect(stderr).not.toContain('This is a bug');
  return status;
}

function written(files: Readonly<Record<string, string>>): string {
  const folder = project();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const NAMES = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'];
/** A JSON object with each of the names as its own key. */
const named = (value: string) => `{${NAMES.map((name) => `${JSON.stringify(name)}: ${value}`).join(', ')}}`;

const RULE = (uid: string) => `{
  "uid": "${uid}", "title": "${uid}", "condition": "C", "for": "1m", "labels": ${named('"x"')}, "annotations": ${named('"{{ $labels.toString }}"')},
  "data": [
    {"refId": "A", "datasourceUid": "constructor", "relativeTimeRange": {"from": 600, "to": 0}, "model": {"refId": "A", "expr": "toString", "instant": true}},
    {"refId": "C", "datasourceUid": "__expr__", "model": {"refId": "C", "type": "threshold", "expression": "A", "conditions": [{"evaluator": {"type": "gt", "params": [1]}}]}}
  ]}`;
const BOARD = `{
  "uid": "constructor", "title": "toString", "schemaVersion": 41, ${named('{}').slice(1, -1)},
  "templating": {"list": [${NAMES.map((name) => `{"name": "${name}", "type": "custom", "query": "valueOf", ${named('1').slice(1, -1)}}`).join(', ')}]},
  "panels": [{"id": 1, "type": "timeseries", "title": "constructor", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8},
    "datasource": {"uid": "constructor", "type": "prometheus"}, "options": ${named('{}')}, "fieldConfig": {"defaults": ${named('1')}, "overrides": []},
    "targets": [{"refId": "toString", "expr": "constructor{__proto__=\\"$toString\\"}", "legendFormat": "{{valueOf}}"}]}]}`;

function namedFolder(root: string, title: string): Record<string, string> {
  return {
    [`${root}/provisioning/alerting/a.yaml`]: `{"apiVersion": 1, ${named('[]').slice(1, -1)},
      "groups": [{"orgId": 1, "name": "__proto__", "folder": "constructor", "interval": "1m", "rules": [${NAMES.map(RULE).join(', ')}]}],
      "contactPoints": [${NAMES.map((name) => `{"name": "${name}", "receivers": [{"uid": "${name}", "type": "constructor", "settings": ${named('"x"')}}]}`).join(', ')}],
      "policies": [{"orgId": 1, "receiver": "toString", "routes": [{"receiver": "__proto__", "matchers": ["constructor=x"], "mute_time_intervals": ["valueOf"]}]}],
      "muteTimes": [{"name": "valueOf", "time_intervals": [${named('"x"')}]}], "templates": [{"name": "__proto__", "template": "{{ define \\"constructor\\" }}{{ end }}"}]}`,
    [`${root}/provisioning/datasources/d.yaml`]: `{"apiVersion": 1, "datasources": [${NAMES.map((name) => `{"name": "${name}", "uid": "${name}", "type": "${name}", "jsonData": ${named('"x"')}, "secureJsonData": ${named('"$X"')}}`).join(', ')}]}`,
    [`${root}/provisioning/dashboards/b.json`]: BOARD.replace('"title": "toString"', `"title": "${title}"`),
    [`${root}/provisioning/dashboards/p.yaml`]:
      'apiVersion: 1\nproviders:\n  - {name: constructor, type: file, options: {path: /etc/grafana/provisioning/dashboards}}\n',
  };
}

test('keys that every object inherits are ordinary keys, in every command', () => {
  const folder = written({
    ...namedFolder('one', 'toString'),
    ...namedFolder('two', 'valueOf'),
    'two/a.yaml': `{"tests": [{"name": "a", "rule": "constructor", "frames": {"A": [${named('1')}]}, "expect": {"1m": []}}, {"name": "b", "rule": "__proto__", "series": ${named('"1x9"')}, "expect": ${named('[]')}}],
      "routes": [{"name": "c", "labels": ${named('"x"')}, "receivers": ["toString"]}]}`,
    'catalog.json': `{"prometheus": {"metrics": ${named('{"type": "gauge", "labels": ["constructor"]}')}}}`,
    'server.env': NAMES.map((name) => `${name}=1\n`).join(''),
  });
  for (const argv of [
    ['validate', 'two', '--no-config', '--catalog', 'catalog.json', '--server-env', 'server.env'],
    ['validate', 'two', '--no-config', '--format', 'json', '--preset', 'style'],
    ['diff', 'two', '--base', 'one', '--format', 'md'],
    ['diff', 'two', '--base', 'one', '--format', 'json'],
    ['test', 'two', 'two/a.yaml'],
    ['query', 'constructor/constructor', '--dir', 'two'],
    ['query', 'constructor/1', '--dir', 'two', '--var', 'toString=1'],
  ])
    expect([argv.join(' '), [0, 1, 2].includes(codeOf(folder, ...argv) ?? 3)]).toEqual([argv.join(' '), true]);
});

const panel = (gridPos: object, more: object = {}) => ({ type: 'text', title: 'T', gridPos, ...more });
test.each<[string, object]>([
  [
    'a panel of 1e9 columns and rows',
    { panels: [panel({ x: 0, y: 0, w: 1e9, h: 1e9 }), panel({ x: 1e9, y: 1e9, w: 2, h: 2 })] },
  ],
  [
    'a negative position',
    { panels: [panel({ x: -1e9, y: -1e9, w: 1, h: 1 }), panel({ x: 0.5, y: 1e308, w: 0.1, h: -3 })] },
  ],
  ['64,000 panels', { panels: Array.from({ length: 64_000 }, () => ({})) }],
  ['5,000 panels', { panels: Array.from({ length: 5000 }, (_, id) => panel({ x: 0, y: id, w: 24, h: 1 }, { id })) }],
  [
    '20,000 unclosed variables',
    { title: '${'.repeat(20_000), panels: [panel({}, { description: '${'.repeat(20_000) })] },
  ],
  [
    '5,000 variables in one query',
    {
      templating: { list: Array.from({ length: 5000 }, (_, index) => ({ name: `v${index}`, type: 'textbox' })) },
      panels: [
        panel(
          {},
          {
            type: 'timeseries',
            datasource: { type: 'prometheus', uid: 'p' },
            targets: [{ refId: 'A', expr: Array.from({ length: 1900 }, (_, index) => `$v${index}`).join(' or ') }],
          },
        ),
      ],
    },
  ],
])('%s ends, with findings', (_name, members) => {
  const board = { uid: 'b', title: 'B', schemaVersion: 41, ...members };
  const provider =
    'apiVersion: 1\nproviders:\n  - {name: a, type: file, options: {path: /etc/grafana/provisioning/dashboards}}\n';
  const folder = written({
    'one/provisioning/dashboards/b.json': JSON.stringify({ uid: 'b', title: 'B', schemaVersion: 41, panels: [] }),
    'one/provisioning/dashboards/p.yaml': provider,
    'two/provisioning/dashboards/b.json': JSON.stringify(board),
    'two/provisioning/dashboards/p.yaml': provider,
  });
  expect([0, 1]).toContain(codeOf(folder, 'validate', 'two', '--no-config'));
  // A file that exceeds the limits cannot be compared.
  expect([0, 1, 2]).toContain(
    codeOf(folder, 'diff', 'two', '--base', 'one', '--format', 'md', '--svg-dir', 'pictures'),
  );
});
