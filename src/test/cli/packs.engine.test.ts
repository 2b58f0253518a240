import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { FLEET, pfGrafana, project } from './run-cli.ts';

/** A folder with the fixture pack and a configuration. */
function withHosts(config: string, name = 'pf-grafana.config.yaml'): string {
  const folder = project({ [name]: config });
  for (const pack of ['pack-hosts', 'pack-others'])
    cpSync('src/test/fixtures/pack-hosts', join(folder, pack), { recursive: true });
  const facts = join(folder, 'pack-others/pack.ts');
  writeFileSync(facts, readFileSync(facts, 'utf8').replace("name: 'hosts'", "name: 'others'"));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('node_modules/@grafana'), join(folder, 'node_modules/@grafana'));
  return folder;
}

const SOURCES =
  'name: payments\ndatasources:\n  prom: {type: prometheus, url: "http://prom:9090", isDefault: true}\n  shop: {type: mysql, url: "db:3306", database: shop, user: reader, password: {env: DB_PASSWORD}}\n';
const USE = '{use: ./pack-hosts/index.ts, sources: {metrics: prom, shop: shop}';
const HOSTS = `${SOURCES}packs: [${USE}}]\n`;

interface Rule {
  readonly uid: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: readonly { readonly datasourceUid: string; readonly model: Readonly<Record<string, unknown>> }[];
}
const rulesOf = (folder: string, path = 'out', name = 'payments') =>
  (
    parse(readFileSync(join(folder, path, `provisioning/alerting/${name}-rules.yaml`), 'utf8')) as {
      groups: { rules: Rule[] }[];
    }
  ).groups.flatMap((group) => group.rules);

test('a configuration with only a name and a pack builds, without a delete list', () => {
  const folder = project({ 'pf-grafana.config.yaml': 'name: my-monitoring\npacks: [{use: pf-grafana/fleet}]\n' });
  expect(pfGrafana(folder, 'build').code).toBe(0);
  const boards = readdirSync(join(folder, 'out/dashboards/my-monitoring/my-monitoring'));
  expect(boards.length).toBeGreaterThanOrEqual(9);
  expect(boards).toContain('my-monitoring-agent-pnl.json');
  expect(readdirSync(join(folder, 'out/provisioning/alerting')).filter((file) => /deletions/.test(file))).toEqual([]);
  expect(rulesOf(folder, 'out', 'my-monitoring').every(({ labels }) => labels?.['service'] === 'my-monitoring')).toBe(
    true,
  );
  // The list of firing alerts must filter by the label that the rules have, or it would always be empty.
  const command = readFileSync(
    join(folder, 'out/dashboards/my-monitoring/my-monitoring/my-monitoring-agent-fleet-v1.json'),
    'utf8',
  );
  expect([...command.matchAll(/service=\\"([^"\\]*)/g)].map(([, name]) => name)).toEqual(['my-monitoring']);
  expect(pfGrafana(folder, 'build', '--check').code).toBe(0);
});

describe('a pack by its path in a configuration', () => {
  test("queries the project's own data sources, under its names", () => {
    const folder = withHosts(HOSTS);
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0 });
    expect(rulesOf(folder).map(({ uid, data: [query] }) => `${uid} ${query?.datasourceUid}`)).toEqual([
      'payments-target-down payments-prom',
      'payments-memory-full payments-prom',
      'payments-disk-full payments-prom',
      'payments-orders-wait payments-shop',
      'payments-cpu-ratio payments-prom',
    ]);
    expect(readdirSync(join(folder, 'out/dashboards/payments/payments'))).toEqual([
      'payments-machines.json',
      'payments-orders.json',
      'payments-targets.json',
    ]);
  });

  test('omits, changes and maps parts as the project sets, also per environment', () => {
    const folder = withHosts(
      `${SOURCES}packs:\n  - use: ./pack-hosts/index.ts
    sources: {metrics: prom, shop: shop}
    uidPrefix: h-
    folder: Machines of ours
    omit: ['rule:orders-wait', 'dashboard:orders']
    override: {'rule:memory-full': {for: 15m}, 'dashboard:targets': {title: Reach}, 'panel:machines/disk': {title: Disk left}}
    severities: {page: critical, ticket: warning}
    options: {minDiskFree: 0.2}
environments:
  dev: {}
  prod: {packs: {hosts: {options: {maxMemory: 0.95}}}}
`,
    );
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0 });
    const rules = rulesOf(folder, 'out/prod');
    expect(rules.map(({ uid }) => uid)).toEqual(['h-target-down', 'h-memory-full', 'h-disk-full', 'h-cpu-ratio']);
    expect(rules.map(({ labels }) => labels?.['severity'])).toEqual(['critical', 'warning', 'warning', undefined]);
    expect(rules[1]?.for).toBe('15m');
    const limits = (environment: string) =>
      JSON.stringify(rulesOf(folder, `out/${environment}`)).match(/"params":\[[^\]]*\]/g);
    expect(limits('dev')).toContain('"params":[0.9]');
    expect(limits('prod')).toContain('"params":[0.95]');
    expect(limits('prod')).toContain('"params":[0.2]');
    const boards = join(folder, 'out/prod/dashboards/payments/Machines of ours');
    expect(readdirSync(boards)).toEqual(['h-machines.json', 'h-targets.json']);
    expect(readFileSync(join(boards, 'h-machines.json'), 'utf8')).toContain('"Disk left"');
    expect(readFileSync(join(boards, 'h-targets.json'), 'utf8')).toContain('"title": "Reach"');
  });

  test('works together with the fleet', () => {
    // The fleet provides the default data source.
    const sources = SOURCES.slice(SOURCES.indexOf('datasources')).replace(', isDefault: true', '');
    const folder = withHosts(FLEET.replace('packs: [', `${sources}packs: [${USE}, uidPrefix: h-}, `));
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0 });
    const uids = rulesOf(folder, 'out', 'purpleflea').map(({ uid }) => uid);
    expect(uids).toContain('h-target-down');
    expect(uids).toContain('pf-drawdown-critical');
  });
});

describe('in a project in TypeScript', () => {
  const config = (use: string, more = '') => `
import { defineProject, mysql, prometheus, env } from 'pf-grafana';
import hosts from './pack-hosts/index.ts';
const project = defineProject({
  name: 'payments', severities: ['critical', 'warning'], teams: ['core'],
  datasources: {
    prom: prometheus({ url: 'http://prom:9090', isDefault: true }),
    shop: mysql({ url: 'db:3306', database: 'shop', user: 'reader', password: env('DB_PASSWORD') }),
  },
});
export default project.build({ packs: [hosts({ sources: { metrics: project.sources.prom, shop: project.sources.shop }, ${use} })] ${more} });
`;
  const MAPPED = "severities: { page: 'critical', ticket: 'warning' }, teams: { hosts: 'core', shop: 'core' }";
  test('data sources are bound by value, severities and teams are mapped', () => {
    const folder = withHosts(config(MAPPED), 'pf-grafana.config.ts');
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0 });
    expect(rulesOf(folder).map(({ labels }) => `${labels?.['severity']} ${labels?.['team']}`)).toEqual([
      'critical core',
      'warning core',
      'warning core',
      'critical core',
      'undefined undefined',
    ]);
  });
  test('the error for an undeclared severity shows how to map it', () => {
    const run = pfGrafana(
      withHosts(config(MAPPED.replace(", ticket: 'warning'", '')), 'pf-grafana.config.ts'),
      'build',
    );
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/pack\/severity .*"ticket".*\n.*severities: \{ ticket: critical \}/);
  });
});

describe('in a TypeScript project, the fleet halts agents through a receiver of the project', () => {
  const config = (who: string) => `
import { defineProject, env, receiver } from 'pf-grafana';
import fleet from 'pf-grafana/fleet';
const project = defineProject({
  name: 'desk',
  receivers: {
    pager: receiver('pagerduty', { integrationKey: env('KEY') }),
    stop: receiver('webhook', { url: 'https://stop.example' }),
  },
  ${who}
});
export default project.build({ packs: [fleet({ options: { halt: 'stop' } })] });
`;
  interface Alerting {
    readonly policies: readonly { readonly routes: readonly Readonly<Record<string, unknown>>[] }[];
    readonly contactPoints: readonly { readonly name: string; readonly receivers: readonly object[] }[];
  }
  const written = (folder: string, name: string) =>
    parse(readFileSync(join(folder, `out/provisioning/alerting/desk-${name}.yaml`), 'utf8')) as Alerting;

  test.each([
    ['routes', "routes: { critical: ['pager'], warning: ['pager'], info: ['pager'] },"],
    [
      'policies',
      "policies: { receiver: 'pager', routes: [{ receiver: 'pager', object_matchers: [['team', '=', 'x']] }] },",
    ],
  ])('before its own %s, and is not notified of resolved alerts', (_name, who) => {
    const folder = project({ 'pf-grafana.config.ts': config(who) });
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0 });
    const [tree] = written(folder, 'policies').policies;
    expect(tree?.routes).toHaveLength(2);
    expect(tree?.routes[0]).toMatchObject({
      receiver: 'stop',
      object_matchers: [
        ['service', '=', 'desk'],
        ['action', '=', 'halt'],
        ['agent_id', '=~', '.+'],
      ],
      repeat_interval: '120h',
      continue: true,
    });
    // Alerts that match no route of the project still reach its first receiver.
    expect(tree?.routes[1]).toMatchObject({ receiver: 'pager', routes: [{ receiver: 'pager' }] });
    expect(
      written(folder, 'contact-points').contactPoints.map(({ name, receivers }) => [name, receivers]),
    ).toMatchObject([
      ['pager', [{ disableResolveMessage: false }]],
      ['stop', [{ disableResolveMessage: true }]],
    ]);
    writeFileSync(
      join(folder, 'halt.alert.test.yaml'),
      'routes: [{labels: {service: desk, action: halt, agent_id: a1, severity: critical}, reaches_only: [stop, pager]}, {labels: {service: other, action: halt, agent_id: a1}, reaches_not: [stop]}]\n',
    );
    expect(pfGrafana(folder, 'test', 'halt.alert.test.yaml').stdout).toContain('2 passed, 0 failed');
  });

  test.each([
    ['no tree', '', /config\/halt .*neither routes nor policies/],
    ['another type', "routes: { critical: ['pager'] },", /config\/halt .*"pager".*of type pagerduty.*\n.*stop/],
  ])('%s is an error', (name, who, message) => {
    const text = config(who);
    const run = pfGrafana(
      project({
        'pf-grafana.config.ts': name === 'another type' ? text.replace("halt: 'stop'", "halt: 'pager'") : text,
      }),
      'build',
    );
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

describe('each mistake is one error', () => {
  test.each<[name: string, config: string, message: RegExp, most?: number]>([
    [
      'an option',
      HOSTS.replace('shop: shop}', 'shop: shop}, options: {maxMemry: 1}'),
      /config\/unknown-key .*packs\.hosts\.options.*\n.*"maxMemory"/,
    ],
    [
      'a value',
      HOSTS.replace('shop: shop}', 'shop: shop}, options: {maxMemory: 90}'),
      /config\/value .*packs\.hosts\.options\.maxMemory/,
    ],
    [
      'options that contradict',
      HOSTS.replace('shop: shop}', 'shop: shop}, options: {maxMemory: 0.7}'),
      /pack\/options .*warnMemory is 0\.8/,
    ],
    ['a part', HOSTS.replace('shop: shop}', 'shop: shop}, omit: [rule:disk-ful]'), /pack\/part .*\n.*"rule:disk-full"/],
    [
      'a changed part',
      HOSTS.replace('shop: shop}', 'shop: shop}, override: {rule:x: {for: 5m}}'),
      /pack\/part .*"rule:x"/,
    ],
    [
      'a change',
      HOSTS.replace('shop: shop}', 'shop: shop}, override: {rule:disk-full: {fr: 5m}}'),
      /config\/unknown-key .*"fr".*\n.*"for"/,
    ],
    ['a handle', HOSTS.replace('metrics: prom', 'metric: prom'), /pack\/source .*"metric".*\n.*"metrics"/],
    ['a source', HOSTS.replace('metrics: prom', 'metrics: prmo'), /pack\/source .*"prmo"/],
    ['a type', HOSTS.replace('metrics: prom', 'metrics: shop'), /pack\/source .*of type mysql.*\n.*prom/],
    ['none bound', HOSTS.replace('metrics: prom, ', ''), /pack\/source .*needs a source of type prometheus/],
    [
      'a link',
      HOSTS.replace('shop: shop}', 'shop: shop}, omit: [panel:targets/up]'),
      /pack\/omitted .*"rule:target-down".*"panel:targets\/up"/,
    ],
    [
      'a metric',
      HOSTS.replace('shop: shop}', 'shop: shop}, omit: [rule:cpu-ratio]'),
      /pack\/omitted .*"dashboard:machines".*instance:node_cpu:ratio.*"rule:cpu-ratio"/,
    ],
    ['a pack twice', HOSTS.replace(`[${USE}}`, `[${USE}}, ${USE}}`), /pack\/twice .*"hosts".*packs\.0 and packs\.1/],
    [
      'two packs with the same uid',
      HOSTS.replace(`[${USE}}`, `[${USE}}, ${USE.replace('pack-hosts', 'pack-others')}}`),
      /dashboard\/uid .*"payments-targets".*the pack "hosts".*the pack "others"/,
      // One for each object of the pack.
      20,
    ],
    [
      'a severity',
      HOSTS.replace('shop: shop}', 'shop: shop}, override: {rule:disk-full: {severity: tickt}}'),
      /pack\/severity .*"rule:disk-full".*\n.*"ticket"/,
    ],
    [
      'a duration',
      HOSTS.replace('shop: shop}', 'shop: shop}, override: {rule:disk-full: {for: 5 minutes}}'),
      /config\/value .*packs\.hosts\.override\.rule:disk-full\.for .*"5 minutes"/,
    ],
    [
      'a string as a pack',
      HOSTS.replace(/packs: .*/, 'packs: [pf-grafana/fleet]'),
      /pack\/load .*\n.*use: "pf-grafana\/fleet"/,
    ],
    ['a short name', HOSTS.replace('./pack-hosts/index.ts', 'fleet'), /pack\/load .*\n.*"pf-grafana\/fleet"/],
    ['a type', `${HOSTS}receivers: {chat: {type: slak}}\n`, /config\/value .*receivers\.chat\.type.*\n.*"slack"/],
    ['no list', HOSTS.replace(/packs: .*/, 'packs: {use: pf-grafana/fleet}'), /config\/value .*packs must be a list/],
    [
      'a dashboard that others link to',
      HOSTS.replace(/packs: .*/, "packs: [{use: pf-grafana/fleet, omit: ['dashboard:definitions']}]"),
      // No rule links to it: that would be a second error, because another edit removes such links.
      /pack\/omitted .*"dashboard:agent-pnl".* link to "dashboard:definitions"/,
    ],
    ['a pack', HOSTS.replace('./pack-hosts/index.ts', './pack-host/index.ts'), /pack\/load/],
    ['no pack', HOSTS.replace('./pack-hosts/index.ts', './pack-hosts/queries.ts'), /pack\/load/],
    ['an old key', `${HOSTS}thresholds: {minAgents: 3}\n`, /config\/moved-key .*thresholds.*\n.*packs: \[/],
    [
      'an unknown pack of an environment',
      `${HOSTS}environments: {prod: {packs: {host: {}}}}\n`,
      /pack\/unknown .*\n.*"hosts"/,
    ],
    ['no name', HOSTS.replace('name: payments\n', ''), /config\/missing-key .*"name"/],
  ])('%s', (_name, config, message, most = 1) => {
    const folder = withHosts(config);
    const run = pfGrafana(folder, 'build');
    expect(run.stderr).toMatch(message);
    expect(run.stderr.match(/^(?:\S+ {2})?error {2}/gm)?.length).toBeLessThanOrEqual(most);
    expect(run.code).toBe(2);
    expect(readdirSync(folder)).not.toContain('out');
  });
});

describe("a pack's alert tests", () => {
  interface Ran {
    readonly name: string;
    readonly status: string;
    readonly file: string;
    readonly leftOut?: string;
  }
  const testsIn = (folder: string) =>
    (JSON.parse(pfGrafana(folder, 'test', '--format', 'json').stdout) as { tests: Ran[] }).tests;
  const DOWN = 'a target that does not answer for two minutes pages';
  const MEMORY = 'memory above the limit alerts, just below it does not';

  test("run with the project's options and severities; tests of changed or omitted rules are reported as skipped", () => {
    const folder = withHosts(
      HOSTS.replace(
        'shop: shop}',
        "shop: shop}, options: {maxMemory: 0.95}, severities: {ticket: warning}, override: {'rule:target-down': {for: 1m}}",
      ),
    );
    expect(pfGrafana(folder, 'build').code).toBe(0);
    expect(testsIn(folder)).toMatchObject([
      { name: DOWN, status: 'skipped', leftOut: 'the project overrides the rule' },
      { name: MEMORY, status: 'passed' },
    ]);
    const pretty = pfGrafana(folder, 'test');
    expect(pretty.code).toBe(0);
    expect(pretty.stdout).toContain(`${DOWN} (left out: the project overrides the rule)`);
    expect(pretty.stdout).toContain('1 passed, 0 failed, 1 left out');
    expect(pretty.stderr).not.toContain('promtool');
    expect(pfGrafana(folder, 'test', '--format', 'junit').stdout).toContain(
      '<skipped message="the project overrides the rule"/>',
    );
    writeFileSync(
      join(folder, 'pf-grafana.config.yaml'),
      HOSTS.replace('shop: shop}', "shop: shop}, omit: ['rule:target-down']"),
    );
    expect(pfGrafana(folder, 'build').code).toBe(0);
    expect(testsIn(folder)).toMatchObject([{ leftOut: 'the project omits the rule' }, { status: 'passed' }]);
  });

  test('are replaced by a test of the project with the same rule and name', () => {
    const folder = withHosts(HOSTS);
    writeFileSync(
      join(folder, 'own.alert.test.yaml'),
      `tests: [{name: ${JSON.stringify(DOWN)}, rule: payments-target-down, expect: {'0m': []}}]\n`,
    );
    expect(pfGrafana(folder, 'build').code).toBe(0);
    expect(testsIn(folder).map(({ file, name, status }) => [file, name, status])).toEqual([
      ['own.alert.test.yaml', DOWN, 'failed'],
      [expect.any(String), MEMORY, 'passed'],
    ]);
  });
});

test('simulate reports its new name', () => {
  const run = pfGrafana(project(), 'simulate', '--agents', '3');
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/usage\/moved .*\n.*pf-grafana fleet simulate/);
});

describe("the operator's path", () => {
  const written = (dir: string): string => {
    const folder = project();
    const init = pfGrafana(folder, 'init', '--pack', 'fleet', dir);
    expect(init.code).toBe(0);
    const home = join(folder, dir);
    expect(readdirSync(home).sort()).toEqual([
      '.env.example',
      '.gitattributes',
      '.github',
      '.gitignore',
      'README.md',
      'package.json',
      'pf-grafana.config.yaml',
      'pf-grafana.schema.json',
    ]);
    expect(readFileSync(join(home, '.env.example'), 'utf8')).toMatch(/^PG_GRAFANA_PASSWORD=$/m);
    return home;
  };
  test('init --pack fleet writes a project into the current folder', () => {
    expect(readFileSync(join(written('.'), 'package.json'), 'utf8')).toContain('"build": "pf-grafana build"');
  });
  test('init --pack fleet writes a project that builds immediately', () => {
    const home = written('my-monitoring');
    expect(pfGrafana(home, 'build')).toMatchObject({ code: 0, stderr: '' });
    expect(pfGrafana(home, 'validate').code).toBe(0);
    expect(readdirSync(join(home, 'out'))).toContain('provisioning');
    expect(pfGrafana(home, 'list', '--alerts').stdout).toMatch(
      /drawdown-critical {2}.*\n.*above [\d.]+.* for 2m {2}critical, trading\n.*notifies .*chat\n/,
    );
  });
  test('the error for an unknown pack lists the known ones', () => {
    const run = pfGrafana(project(), 'init', '--pack', 'flet');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/usage\/pack .*\n.*fleet/);
  });
});

test('docs describes a pack: its options, dashboards, panels, metrics and alerts', () => {
  const docs = pfGrafana(project(), 'docs', 'fleet').stdout;
  for (const text of [
    '`thresholds.drawdown.critical`',
    '`0.15`',
    'dashboard:agent-pnl',
    '`pf_wallet_balance_usdc`',
    'Agent Drawdown Breach',
  ])
    expect(docs).toContain(text);
});
