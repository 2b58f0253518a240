import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { hasPromtool } from '../support/promtool.ts';
import { pfGrafana, project } from './run-cli.ts';

/** A foreign folder: one Prometheus rule with a range query, one SQL rule, policies and a mute timing. */
const FOLDER = {
  'provisioning/datasources/all.yaml': `
apiVersion: 1
datasources:
  - { name: Metrics, type: prometheus, uid: metrics, access: proxy, url: http://prometheus:9090 }
  - { name: Orders, type: mysql, uid: orders, access: proxy, url: mysql:3306 }
`,
  'provisioning/alerting/rules.yaml': `
apiVersion: 1
groups:
  - orgId: 1
    name: shop
    folder: Shop
    interval: 1m
    rules:
      - uid: cpu-high
        title: CPU high
        condition: C
        for: 2m
        labels: { severity: '{{ if gt $$values.B.Value 95.0 }}critical{{ else }}warning{{ end }}' }
        annotations: { summary: '{{ $labels.instance }} is at {{ printf "%.1f" $values.B.Value }} %' }
        data:
          - { refId: A, datasourceUid: metrics, relativeTimeRange: { from: 120, to: 0 }, model: { expr: 'avg_over_time(cpu[$__interval])', range: true, intervalMs: 60000 } }
          - { refId: B, datasourceUid: __expr__, model: { type: reduce, expression: A, reducer: mean } }
          - { refId: C, datasourceUid: __expr__, model: { type: math, expression: '$B > 90' } }
      - uid: orders-stuck
        title: Orders stuck
        condition: A
        noDataState: OK
        annotations: { summary: 'Shop {{ $labels.shop }}' }
        data:
          - { refId: A, datasourceUid: orders, relativeTimeRange: { from: 600, to: 0 }, model: { rawSql: 'SELECT 1', format: table } }
`,
  'provisioning/alerting/policies.yaml': `
apiVersion: 1
contactPoints:
  - { orgId: 1, name: mail, receivers: [] }
  - { orgId: 1, name: pager, receivers: [] }
  - { orgId: 1, name: forgotten, receivers: [] }
muteTimes:
  - orgId: 1
    name: night
    time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }] }]
policies:
  - orgId: 1
    receiver: mail
    routes:
      - { receiver: pager, matchers: ['severity=critical'] }
      - { receiver: mail, object_matchers: [[severity, '=~', 'warning|critical']], mute_time_intervals: [night] }
      - { receiver: pager, match: { severity: critical }, match_re: { team: .+ } }
`,
};

const TESTS = `
interval: 1m
start: 2026-01-05T21:55:00Z
tests:
  - name: warns, pages above 95 %, and not at night
    rule: cpu-high
    series: { 'cpu{instance="a"}': 91x5 99x14, 'cpu{instance="b"}': 90x20 }
    expect:
      1m: [{ state: Pending, labels: { instance: a, severity: warning } }]
      2m: [{ labels: { instance: a, severity: warning }, annotations: { summary: a is at 91.0 % }, values: { B: 91 }, receivers: [mail] }]
      12m: [{ labels: { instance: a, severity: critical }, receivers: [pager] }]
  - name: asks no engine about orders
    rule: Orders stuck
    frames: { A: { 0m: [{ shop: north, orders: 3 }, { shop: south, orders: 0 }], 2m: [] } }
    expect:
      0m: [{ labels: { shop: north }, annotations: { summary: Shop north }, receivers: [mail] }, { state: Normal, labels: { shop: south } }]
      2m: [{ state: Normal, reason: NoData, labels: { shop: north } }]
routes:
  - { labels: { severity: warning }, reaches_only: [mail], at: 2026-01-05T12:00:00Z }
  - { labels: { severity: warning }, reaches_only: [], at: 2026-01-05T23:00:00Z }
`;

function folder(files: Readonly<Record<string, string>>): string {
  const root = project();
  for (const [path, text] of Object.entries({ ...FOLDER, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe.skipIf(!hasPromtool())('pf-grafana test on a foreign folder', () => {
  test('a failure names the selector that no series matches, and the rules without a test are named', () => {
    const run = pfGrafana(
      folder({
        'other.alert.test.yaml': `
tests:
  - name: sees the series of another job
    rule: cpu-high
    series: { 'cpu{instance="a", job="other"}': _x20 }
    expect: { 7m: [{ labels: { instance: a } }] }
`,
      }),
      'test',
      '--dir',
      'provisioning',
    );
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('A  returns nothing: no series of the test that matches cpu has a value at that time');
    expect(run.stdout).toContain('\n  not covered: orders-stuck\n');
  });
  test('test files without a test are not passed over in silence', () => {
    const run = pfGrafana(folder({ 'empty.alert.test.yaml': 'tests: []\n' }), 'test', '--dir', 'provisioning');
    expect(run.stdout).toMatch(/^The test files contain no tests\.\n\n0 passed/);
  });
  test('recording rules are evaluated at their own interval', () => {
    const files = (interval: string) => ({
      'recorded.yaml': 'groups: [{ name: g, rules: [{ record: cpu, expr: raw }] }]\n',
      'recorded.alert.test.yaml': `
interval: 1m
rule_files: [recorded.yaml]
evaluation_interval: ${interval}
tests:
  - name: sees what was recorded last
    rule: cpu-high
    series: { 'raw{instance="a"}': 50x4 99x9 }
    expect: { 7m: [{ state: Pending, labels: { instance: a }, values: { B: 99 } }] }
`,
    });
    // Recorded every minute, the averaged series contains values of 50; recorded every 6 minutes, it is a single value
    // of 99.
    expect(pfGrafana(folder(files('1m')), 'test', '--dir', 'provisioning')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('value B  99        90.83') as string,
    });
    expect(pfGrafana(folder(files('6m')), 'test', '--dir', 'provisioning')).toMatchObject({ code: 0 });
  });

  test('a route is tested in the given organisation, and must not reach other receivers', () => {
    const routes = (org: number, not: string) =>
      folder({
        'r.alert.test.yaml': `routes: [{ labels: { severity: critical }, org: ${org}, reaches_not: [${not}] }]\n`,
        'provisioning/alerting/second.yaml': `
apiVersion: 1
contactPoints: [{ orgId: 2, name: second, receivers: [] }]
policies: [{ orgId: 2, receiver: second }]
`,
      });
    const run = (org: number, not: string) => pfGrafana(routes(org, not), 'test', '--dir', 'provisioning');
    expect(run(1, 'second').code).toBe(0);
    expect(run(1, 'pager')).toMatchObject({ code: 1, stdout: expect.stringContaining('not pager') as string });
    expect(run(2, 'pager').code).toBe(0);
    expect(run(2, 'second').code).toBe(1);
    expect(run(3, 'pager').stderr + run(3, 'pager').stdout).toContain('no notification policies for organisation 3');
  });

  test('passes, reports coverage, and names unreachable routes and contact points', () => {
    const run = pfGrafana(folder({ 'shop.alert.test.yaml': TESTS }), 'test', '--dir', 'provisioning');
    expect(run.stdout).toBe(`shop.alert.test.yaml
  ✓ cpu-high: warns, pages above 95 %, and not at night
  ✓ orders-stuck: asks no engine about orders
  ✓ route {severity=warning} at 2026-01-05T12:00:00Z
  ✓ route {severity=warning} at 2026-01-05T23:00:00Z

4 passed, 0 failed, 0 left out
1 test used given rows instead of running queries: mysql
rules  2 of 2 covered (100 %)
routes 3 of 4 covered (75 %)
`);
    expect(run.stderr.split('\n').filter((line) => line.startsWith('provisioning/'))).toMatchInlineSnapshot(`
      [
        "provisioning/alerting/policies.yaml:17:9  warning  route/unreachable  No alert reaches the route severity="critical", team=~".+" -> pager: severity="critical" -> pager comes first and takes them all.",
        "provisioning/alerting/policies.yaml:6:5  warning  route/receiver-unreached  No alert reaches the contact point forgotten.",
      ]
    `);
    expect(run.code).toBe(0);
  });

  test('fails at the line of the expectation, with expected and actual side by side', () => {
    const wrong = TESTS.replace(
      '2m: [{ labels: { instance: a, severity: warning }, annotations: { summary: a is at 91.0 % }, values: { B: 91 }, receivers: [mail] }]',
      '2m: [{ labels: { instance: a, severity: critical }, annotations: { summary: a is at 92.0 % }, receivers: [pager] }]\n      3m: []',
    );
    const run = pfGrafana(folder({ 'shop.alert.test.yaml': wrong }), 'test', '--dir', 'provisioning');
    expect(run.code).toBe(1);
    expect(run.stdout.split('\n').slice(1, 12).join('\n')).toMatchInlineSnapshot(`
      "  ✗ cpu-high: warns, pages above 95 %, and not at night
            shop.alert.test.yaml:10:12  at 2m  {instance="a", severity="warning"}
                                  expected        actual
              label severity      critical        warning
              annotation summary  a is at 92.0 %  a is at 91.0 %
              receivers           pager           mail
              A  {instance="a"} 3 points, the last 91, {instance="b"} 3 points, the last 90
              B  {instance="a"} 91, {instance="b"} 90
              C  {instance="a"} 1, {instance="b"} 0
            shop.alert.test.yaml:11:11  at 3m  {instance="a", severity="warning"}
                        expected  actual"
    `);
  });

  test('exits with 1 below the required coverage', () => {
    const root = folder({ 'shop.alert.test.yaml': TESTS });
    expect(pfGrafana(root, 'test', '--dir', 'provisioning', '--coverage-threshold', '75').code).toBe(0);
    const below = pfGrafana(root, 'test', '--dir', 'provisioning', '--coverage-threshold', '76');
    expect(below.code).toBe(1);
    expect(below.stdout).toContain(
      'routes 3 of 4 covered (75 %), less than 76 %\n  not covered: severity="critical", team=~".+" -> pager\n',
    );
  });

  test('reports as JSON and JUnit', () => {
    const root = folder({ 'shop.alert.test.yaml': TESTS.replace('reaches_only: []', 'reaches_only: [pager]') });
    const json = JSON.parse(pfGrafana(root, 'test', '--dir', 'provisioning', '--format', 'json').stdout) as {
      tests: { status: string; failures: unknown[] }[];
    };
    expect(json.tests.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'failed']);
    expect(json.tests[3]?.failures).toEqual([
      {
        line: 20,
        instance: '{severity=warning}',
        differences: [{ part: 'reaches only', expected: 'pager', actual: 'mail (held back by night)' }],
      },
    ]);
    const junit = pfGrafana(root, 'test', '--dir', 'provisioning', '--format', 'junit').stdout;
    expect(junit).toContain('<testsuite name="shop.alert.test.yaml" tests="4" failures="1" skipped="0">');
    expect(junit).toContain(
      '<failure message="{severity=warning} reaches only: expected pager, got mail (held back by night)">',
    );
  });
});

test('a test in TypeScript has the same keys, and its failure has the line of the call', () => {
  const source = `import { alertTest, route } from 'pf-grafana';

export default [
  alertTest({ name: 'shops', rule: 'orders-stuck', frames: { A: [{ shop: 'north', orders: 3 }] }, expect: { '0m': [{ labels: { shop: 'east' } }] } }),
  [route({ severity: 'critical' }).reaches('pager'), route({ severity: 'critical' }).reachesNot('mail', 'pager')],
];
`;
  const run = pfGrafana(
    folder({ 'shop.alert.test.ts': source }),
    'test',
    'shop.alert.test.ts',
    '--dir',
    'provisioning',
  );
  expect(run.code).toBe(1);
  expect(run.stdout.split('\n').slice(0, 9).join('\n')).toMatchInlineSnapshot(`
    "shop.alert.test.ts
      ✗ orders-stuck: shops
          shop.alert.test.ts:4:3  at 0m  {shop="north"}
                        expected  actual
            label shop  east      north
            A  {shop="north"} 3
      ✓ route {severity=critical}
      ✗ route {severity=critical}
          shop.alert.test.ts:5:54  {severity=critical}"
  `);
});

test.each([
  ['an unknown key, with a suggestion', 'tests: [{ name: a, rules: cpu-high, expect: {} }]', 'Did you mean rule?'],
  ['an invalid time', 'tests: [{ name: a, rule: cpu-high, expect: { soon: [] } }]', 'is not a valid duration: "soon"'],
  [
    'an invalid state',
    'tests: [{ name: a, rule: cpu-high, expect: { 1m: [{ state: Firing }] } }]',
    '"Firing" is not a state',
  ],
  [
    'a label that YAML reads as a number',
    'tests: [{ name: a, rule: cpu-high, expect: { 1m: [{ labels: { shop: 7 } }] } }]',
    'must be a string',
  ],
  ['a file without tests', 'interval: 1m', 'The file has no tests.'],
  ['broken YAML', 'tests: [', 'not valid YAML'],
  ['a route test that cannot fail', 'routes: [{ labels: { a: b } }]', 'so it cannot fail'],
])('does not run %s', (_name, text, message) => {
  const run = pfGrafana(folder({ 'shop.alert.test.yaml': text }), 'test', '--dir', 'provisioning');
  expect(run.stderr).toContain(message);
  expect(run.stderr).toMatch(/^shop\.alert\.test\.yaml:1:\d+ {2}error {2}/);
  expect(run.code).toBe(2);
});

test.each([
  ['a missing rule', 'tests: [{ name: a, rule: cpu-hgih, expect: {} }]', 'Did you mean cpu-high?'],
  ['a query that no engine runs here', 'tests: [{ name: a, rule: orders-stuck, expect: {} }]', 'Give its rows'],
  [
    'rows for a missing query',
    'tests: [{ name: a, rule: orders-stuck, frames: { A: [], Q: [] }, expect: {} }]',
    'has no query Q',
  ],
])('fails a test of %s', (_name, text, message) => {
  const run = pfGrafana(folder({ 'shop.alert.test.yaml': text }), 'test', '--dir', 'provisioning');
  expect(run.stdout).toContain(message);
  expect(run.code).toBe(1);
});

test('without promtool it lists the skipped tests and how to get it, and fails in CI', () => {
  const root = folder({ 'shop.alert.test.yaml': TESTS });
  const only = join(root, 'empty');
  mkdirSync(only);
  const without = (ci: string) =>
    pfGrafana({ cwd: root, env: { PATH: only, CI: ci } }, 'test', '--dir', 'provisioning');
  const run = without('');
  expect(run.stdout).toContain('- cpu-high: warns, pages above 95 %, and not at night (needs promtool)');
  expect(run.stdout).toContain('3 passed, 0 failed, 1 left out');
  expect(run.stderr).toContain('apt-get install prometheus');
  expect(run.code).toBe(0);
  expect(without('true').code).toBe(1);
});

test.skipIf(!hasPromtool())('reports which rule file or series cannot be read', () => {
  const text =
    'tests: [{ name: a, rule: cpu-high, rule_files: [nope.yml], expect: { 1m: [] } }, { name: b, rule: cpu-high, series: { "cpu{": "1" }, expect: { 1m: [] } }, { name: c, rule: cpu-high, series: { "cpu{instance=\\"a\\"}": "1y8" }, expect: { 1m: [] } }]';
  const { stdout } = pfGrafana(folder({ 'shop.alert.test.yaml': text }), 'test', '--dir', 'provisioning');
  expect(stdout).toContain('The test could not be run: the rule file nope.yml cannot be read (ENOENT)');
  expect(stdout).toContain('The test could not be run: 1:');
  expect(stdout).toContain('hint: Correct the values of cpu{instance="a"}, "1y8": numbers');
});

test('a missing test file is a usage error', () => {
  expect(pfGrafana(folder({}), 'test', 'nope.alert.test.yaml', '--dir', 'provisioning')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no test file nope.alert.test.yaml.') as string,
  });
});

test('without tests there is nothing to run', () => {
  expect(pfGrafana(folder({}), 'test', '--dir', 'provisioning')).toMatchObject({ code: 2 });
});
