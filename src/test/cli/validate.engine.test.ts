import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { pfGrafana, project, type Run } from './run-cli.ts';

/** A dashboard with an alert rule whose condition does not exist, and one panel without a description. */
const BROKEN = (condition: string) => `
import { DashboardBuilder, PanelBuilder } from '${resolve('node_modules/@grafana/grafana-foundation-sdk')}/dist/dashboard/index.js';
import { defineConfig, defineDashboard, defineRuleGroup } from 'pf-grafana';
export default defineConfig({
  name: 'purpleflea', title: 'Purple Flea', uidPrefix: 'pf-',
  datasources: { prometheus: { type: 'prometheus', url: 'http://prometheus:9090' } },
  receivers: { mail: { type: 'email', addresses: 'a@example.com' } },
  dashboards: [defineDashboard(() => ({ uid: 'mine', dashboard: new DashboardBuilder('Mine'), rows: [{ key: 'r', title: 'R', panels: [
    { key: 'up', width: 6, height: 4, panel: new PanelBuilder().type('text').title('Up') },
  ] }] }))],
  ruleGroups: [defineRuleGroup(() => ({ name: 'g', interval: '1m', rules: [
    { uid: 'mine-down', title: 'Down', query: { datasource: 'prometheus', promql: 'sum(up)' }, threshold: { is: 'below', value: 1 }, for: '${condition}',
      severity: 'critical', team: 'platform', summary: 'It is down', description: 'Look.', runbook: 'https://example.com', noData: 'NoData', panel: { dashboard: 'mine', key: 'up' } },
  ] }))],
});
`;

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const RULES = `apiVersion: 1
groups:
  - orgId: 1
    name: g
    folder: f
    interval: 15s
    rules: []
`;

describe('the gate of build', () => {
  test('does not write what Grafana would refuse, reports the line of the definition, and exits with 1', () => {
    const folder = project({ 'pf-grafana.config.ts': BROKEN('5 minutes') });
    const run = pfGrafana(folder, 'build');
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(
      /out\/provisioning\/alerting\/purpleflea-rules\.yaml:\d+:\d+ {2}error {2}(?:alert\/for|schema\/value)/,
    );
    expect(run.stderr).toContain('defined at: pf-grafana.config.ts:12');
    expect(pfGrafana(folder, 'validate').code).toBe(2);
  });

  test('keeps the last good output', () => {
    const folder = project({ 'pf-grafana.config.ts': BROKEN('5m') });
    expect(pfGrafana(folder, 'build').code).toBe(0);
    const file = join(folder, 'out/provisioning/alerting/purpleflea-rules.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(join(folder, 'pf-grafana.config.ts'), BROKEN('0.5m'));
    expect(pfGrafana(folder, 'build').code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

/** A project with only Prometheus, and a panel on another data source. */
const ON_POSTGRES = (config: string) => `
import { DashboardBuilder, PanelBuilder } from '${resolve('node_modules/@grafana/grafana-foundation-sdk')}/dist/dashboard/index.js';
import { defineConfig, defineDashboard } from 'pf-grafana';
const panel = () => new PanelBuilder().type('table').title('Orders').description('All of them.')
  .datasource({ type: 'grafana-postgresql-datasource', uid: 'book-of-record' });
export default defineConfig({
  name: 'purpleflea', title: 'Purple Flea', uidPrefix: 'pf-',
  dashboards: [defineDashboard(() => ({ uid: 'mine', dashboard: new DashboardBuilder('Mine'), rows: [{ key: 'r', title: 'R', panels: [
    { key: 'orders', width: 6, height: 4, panel: panel() },
  ] }] }))],
  ${config}
});
`;
const PROMETHEUS = `prometheus: { type: 'prometheus', uid: 'pf-prometheus', url: 'http://prometheus:9090' }`;
const MISSING = /error {2}dashboard\/datasource .*"book-of-record"/;

describe('build and validate agree', () => {
  test('an unknown data source is an error in both, with a hint that fits each', () => {
    const folder = project({ 'pf-grafana.config.ts': ON_POSTGRES(`datasources: { ${PROMETHEUS} },`) });
    const build = pfGrafana(folder, 'build');
    expect(build.code).toBe(1);
    expect(build.stderr).toMatch(MISSING);
    expect(build.stderr).toContain('add "book-of-record" to validate.datasources in the configuration');
    expect(build.stderr).not.toContain('--datasource');
    // Validates the same files, which build writes if the data source is known.
    const known = ON_POSTGRES(`datasources: { ${PROMETHEUS} }, validate: { datasources: ['book-of-record'] },`);
    writeFileSync(join(folder, 'pf-grafana.config.ts'), known);
    expect(pfGrafana(folder, 'build').code).toBe(0);
    expect(pfGrafana(folder, 'validate', 'out').code).toBe(0);
    writeFileSync(join(folder, 'pf-grafana.config.ts'), ON_POSTGRES(`datasources: { ${PROMETHEUS} },`));
    const validate = pfGrafana(folder, 'validate', 'out');
    expect(validate.code).toBe(1);
    expect(validate.stdout).toMatch(MISSING);
    expect(validate.stdout).toContain('--datasource book-of-record');
  });

  test.each([
    [
      'an existing data source, named and not provisioned',
      `postgres: { type: 'postgres', provision: false, uid: 'book-of-record' }, ${PROMETHEUS}`,
      '',
    ],
    [
      'a finding that the configuration suppresses',
      PROMETHEUS,
      `validate: { suppress: [{ rule: 'dashboard/datasource', reason: 'made by hand' }] },`,
    ],
  ])('%s passes both', (_name, sources, more) => {
    const folder = project({ 'pf-grafana.config.ts': ON_POSTGRES(`datasources: { ${sources} }, ${more}`) });
    const runs = [pfGrafana(folder, 'build'), pfGrafana(folder, 'validate', 'out')];
    expect(runs.map(({ code, stdout, stderr }) => [code, MISSING.test(stdout + stderr)])).toEqual([
      [0, false],
      [0, false],
    ]);
  });

  test('both validate for the release in the configuration', () => {
    const rules = (version: string) =>
      ON_POSTGRES(
        `grafana: { version: '${version}' }, datasources: { ${PROMETHEUS} }, validate: { datasources: ['book-of-record'] },`,
      );
    const folder = project({ 'pf-grafana.config.ts': rules('12.0') });
    write(folder, {
      'provisioning/alerting/a.yaml': RULES.replace('15s', '10s').replace(
        'rules: []',
        `rules:
      - {uid: a, title: A, condition: A, for: 1m, keep_firing_for: 5m, keepFiringFor: 5m, data: [{refId: A, datasourceUid: __expr__, model: {type: math, expression: 1 > 0}}]}`,
      ),
    });
    const ids = (version: string) => {
      writeFileSync(join(folder, 'pf-grafana.config.ts'), rules(version));
      return pfGrafana(folder, 'validate', '.', '--format', 'json').stdout.includes('schema/version');
    };
    expect([ids('10.1'), ids('13.2')]).toEqual([true, false]);
  });
});

describe('validate', () => {
  test('a missing folder and an invalid release cannot run', () => {
    const folder = project();
    expect(pfGrafana(folder, 'validate')).toMatchObject({ code: 2, stdout: '' });
    write(folder, { 'provisioning/alerting/a.yaml': RULES });
    expect(pfGrafana(folder, 'validate', '.', '--target', 'eleven').code).toBe(2);
    expect(pfGrafana(folder, 'validate', '.', '--map', 'x').code).toBe(2);
    expect(pfGrafana(folder, 'validate', '.', '--update-baseline').code).toBe(2);
  });

  test('reports positions, from the folder and from its parent', () => {
    const folder = project();
    write(folder, { 'conf/provisioning/alerting/a.yaml': RULES });
    for (const dir of ['conf', 'conf/provisioning']) {
      const run = pfGrafana(folder, 'validate', dir);
      expect(run).toMatchObject({ code: 1, stderr: '' });
      expect(run.stdout).toContain('conf/provisioning/alerting/a.yaml:6:15  error  group/interval');
      expect(run.stdout).toContain('1 file: 1 error, 0 warnings.');
    }
  });

  test('a comment with a reason suppresses a finding, and so does the configuration', () => {
    const folder = project();
    write(folder, {
      'provisioning/alerting/a.yaml': RULES.replace(
        '15s',
        '15s # pf-grafana: ignore group/interval -- Grafana here has another base',
      ),
    });
    expect(pfGrafana(folder, 'validate', '.')).toMatchObject({
      code: 0,
      stdout: '1 file: no findings, 1 suppressed.\n',
    });
    write(folder, {
      'provisioning/alerting/a.yaml': RULES,
      'pf-grafana.config.yaml':
        'validate: {suppress: [{rule: group/interval, file: provisioning/alerting/, pointer: /groups/0, reason: another base}]}\n',
    });
    expect(pfGrafana(folder, 'validate', '.')).toMatchObject({
      code: 0,
      stdout: '1 file: no findings, 1 suppressed.\n',
    });
  });

  test('a baseline accepts existing findings, but no new ones', () => {
    const folder = project();
    write(folder, { 'provisioning/alerting/a.yaml': RULES });
    expect(pfGrafana(folder, 'validate', '.', '--baseline', 'b.json').code).toBe(2);
    expect(pfGrafana(folder, 'validate', '.', '--baseline', 'b.json', '--update-baseline').code).toBe(0);
    expect(pfGrafana(folder, 'validate', '.', '--baseline', 'b.json')).toMatchObject({ code: 0, stderr: '' });
    write(folder, {
      'provisioning/alerting/a.yaml': `${RULES}  - orgId: 1\n    name: h\n    folder: f\n    interval: 25s\n    rules: []\n`,
    });
    const run = pfGrafana(folder, 'validate', '.', '--baseline', 'b.json');
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('a.yaml:11:15');
    write(folder, { 'provisioning/alerting/a.yaml': RULES.replace('15s', '10s') });
    expect(pfGrafana(folder, 'validate', '.', '--baseline', 'b.json')).toMatchObject({
      code: 0,
      stderr: '1 finding of b.json can be removed: update it with --update-baseline.\n',
    });
  });

  test('warnings fail under --strict only', () => {
    const folder = project();
    write(folder, {
      'provisioning/datasources/a.yaml':
        'apiVersion: 1\ndatasources:\n  - name: Metrics\n    type: prometheus\n    access: proxy\n    url: http://prometheus:9090\n',
    });
    expect(pfGrafana(folder, 'validate', '.').code).toBe(0);
    expect(pfGrafana(folder, 'validate', '.', '--strict').code).toBe(1);
  });
});

test('rules and explain document the findings of validate', () => {
  const folder = project();
  const listed = JSON.parse(pfGrafana(folder, 'rules', '--json').stdout) as { id: string }[];
  expect(listed.length).toBeGreaterThan(80);
  expect(pfGrafana(folder, 'explain', 'yaml/syntax').stdout).toContain('Why:');
  expect(pfGrafana(folder, 'explain', 'alert/conditio')).toMatchObject({ code: 2 });
  expect(pfGrafana(folder, 'explain', 'alert/conditio').stderr).toContain('Did you mean alert/condition?');
});

test("a team's own rules are documented only if the configuration is given", () => {
  const folder = project();
  write(folder, {
    'own.config.ts': `import { defineConfig, defineRule } from 'pf-grafana';
export default defineConfig({ validate: { rules: [defineRule({
  id: 'team/owner', severity: 'warning', description: 'Says who owns it.', why: 'Somebody is called.', bad: 'a', good: 'b', dashboard: () => undefined,
})] } });\n`,
  });
  const named = (...argv: string[]): Run => pfGrafana(folder, ...argv, '--config', 'own.config.ts');
  expect(named('rules').stdout).toMatch(/^team\/owner +warning +Says who owns it\.$/m);
  expect(named('explain', 'team/owner').stdout).toContain('Why: Somebody is called.');
  expect(pfGrafana(folder, 'rules').stdout).not.toContain('team/owner');
  expect(pfGrafana(folder, 'explain', 'team/owner').code).toBe(2);
});

test.each(['README.md', 'docs/validate.md'])('%s shows what validate prints', (page) => {
  const { stdout } = pfGrafana(
    resolve('src/test/fixtures/readme'),
    'validate',
    'grafana',
    '--datasource',
    'prometheus',
  );
  const shown = stdout
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
  expect(readFileSync(page, 'utf8')).toContain(
    `    $ npx pf-grafana validate grafana --datasource prometheus\n${shown}\n`,
  );
});

test.each([
  ['board.json', '.'],
  ['./board.json', '.'],
  ['../board.json', 'below'],
])('a single dashboard is validated by its path: %s', (path, from) => {
  const folder = project({ 'board.json': '{"uid": "board", "title": "Board", "schemaVersion": 15, "panels": []}' });
  mkdirSync(join(folder, 'below'));
  for (const more of [[], ['--no-config']]) {
    const run = pfGrafana(join(folder, from), 'validate', path, ...more);
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(/1 dashboard/);
  }
});

test.each([
  ['a path that does not exist', {}, 'There is no folder rules.yaml'],
  ['a file of an unsupported kind', { 'rules.yaml': 'apiVersion: 1\n' }, 'rules.yaml is a single file'],
])('%s is an error', (_name, files, message) =>
  expect(pfGrafana(project(files), 'validate', 'rules.yaml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(message),
  }),
);
