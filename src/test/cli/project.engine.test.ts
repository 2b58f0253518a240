import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { pfGrafana, project } from './run-cli.ts';

interface Rule {
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: readonly { readonly refId: string; readonly datasourceUid: string; readonly model: object }[];
}

/** A copy of the example project that a test may edit. */
function example(edits: Readonly<Record<string, readonly [string, string]>> = {}): string {
  const folder = project();
  cpSync('src/test/fixtures/project', folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('node_modules/@grafana'), join(folder, 'node_modules/@grafana'));
  for (const [path, [from, to]] of Object.entries(edits)) {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, path), text.replace(from, to));
  }
  return folder;
}

const below = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('a project of a team', () => {
  test('builds each environment under its own names, and a second build changes nothing', () => {
    const folder = example();
    expect(pfGrafana(folder, 'build').code).toBe(0);
    const files = below(join(folder, 'out'));
    expect(files.filter((file) => /purple|flea/i.test(`${file}${readFileSync(file, 'utf8')}`))).toEqual([]);
    const paths = files.map((file) => file.slice(join(folder, 'out').length + 1));
    for (const kind of ['contact-points', 'policies', 'rules'])
      expect(paths).toContain(`prod/provisioning/alerting/payments-${kind}.yaml`);
    expect(pfGrafana(folder, 'build').stdout).toContain('out/prod: 0 created, 0 changed, 0 removed');
    expect(pfGrafana(folder, 'build', '--check').code).toBe(0);
    expect(pfGrafana(folder, 'diff', '--base', 'out').code).not.toBe(3);
  });

  test('an environment changes only its setting', () => {
    const folder = example();
    expect(pfGrafana(folder, 'build').code).toBe(0);
    const rules = (environment: string) =>
      (
        parse(readFileSync(join(folder, `out/${environment}/provisioning/alerting/payments-rules.yaml`), 'utf8')) as {
          groups: { rules: Rule[] }[];
        }
      ).groups.flatMap((group) => group.rules);
    const limit = (environment: string) => JSON.stringify(rules(environment).find(({ uid }) => uid.endsWith('errors')));
    expect(limit('dev').replace('[0.5]', '[0.01]')).toBe(limit('prod'));
    expect(rules('prod').map(({ uid }) => uid)).toEqual(
      ['errors', 'range', 'mathy', 'rec', 'cw'].map((key) => `payments-${key}`),
    );
    const sources = rules('prod').map(({ data }) => data.map(({ datasourceUid }) => datasourceUid).join(' '));
    expect(sources).toEqual([
      'prom-eu __expr__ __expr__',
      'payments-us __expr__ __expr__',
      'prom-eu payments-orders __expr__ __expr__ __expr__',
      'prom-eu __expr__',
      'payments-cw __expr__ __expr__',
    ]);
  });

  test('a panel keeps its data source, and a row of the builder its position', () => {
    const folder = example();
    expect(pfGrafana(folder, 'build').code).toBe(0);
    const board = JSON.parse(
      readFileSync(join(folder, 'out/prod/dashboards/payments/Payments/payments-overview.json'), 'utf8'),
    ) as { panels: { type: string; datasource?: object; targets?: { datasource?: object }[] }[] };
    expect(board.panels.map(({ type }) => type)).toEqual(['row', 'timeseries']);
    const source = { type: 'prometheus', uid: 'prom-eu' };
    expect(board.panels[1]).toMatchObject({ datasource: source, targets: [{ datasource: source }] });
  });
});

describe("files in Grafana's own format", () => {
  const RULE = (title: string) => `apiVersion: 1
groups:
  - {orgId: 1, name: vendor, folder: Payments, interval: 1m, rules: [{uid: vendor-up, title: ${title}, condition: A, for: 1m, noDataState: NoData, execErrState: Error, labels: {team: $VENDOR_TEAM}, annotations: {summary: 'Costs $$5'}, data: [{refId: A, datasourceUid: prom-eu, relativeTimeRange: {from: 600, to: 0}, model: {refId: A, expr: "up < 1", instant: true}}]}]}
`;
  const BOARD = {
    uid: 'vendor-board',
    title: 'Vendor',
    schemaVersion: 36,
    panels: [
      {
        id: 7,
        type: 'stat',
        title: 'Up',
        gridPos: { h: 4, w: 6, x: 0, y: 0 },
        targets: [{ refId: 'A', datasource: { type: 'prometheus', uid: 'prom-eu' }, expr: 'up' }],
      },
    ],
    'x-vendor': { kept: true },
  };
  const V1 = {
    apiVersion: 'dashboard.grafana.app/v1beta1',
    kind: 'Dashboard',
    metadata: { name: 'vendor-resource' },
    spec: { title: 'Resource', schemaVersion: 41, panels: [] },
  };
  function withFiles(): string {
    const folder = example({
      'pf-grafana.config.ts': [
        'dashboards: [board]',
        "dashboards: [board, fromFile('vendor/board.json'), fromFile('vendor/resource.json', { folder: 'Other' })], files: { vendor: fromFile('vendor/rules.yaml') }",
      ],
      'alerting/api.ts': [
        "severity: 'page', team: 'core',",
        "severity: 'page', team: 'core', panel: { dashboard: 'vendor-board', key: 'Up' },",
      ],
    });
    const config = join(folder, 'pf-grafana.config.ts');
    writeFileSync(config, `import { fromFile } from 'pf-grafana';\n${readFileSync(config, 'utf8')}`);
    mkdirSync(join(folder, 'vendor'));
    writeFileSync(join(folder, 'vendor/board.json'), JSON.stringify(BOARD));
    writeFileSync(join(folder, 'vendor/resource.json'), JSON.stringify(V1));
    writeFileSync(join(folder, 'vendor/rules.yaml'), RULE('Vendor up'));
    return folder;
  }

  test('are written unchanged, listed, linked to, compared and remembered', () => {
    const folder = withFiles();
    expect(pfGrafana(folder, 'build', '--env', 'prod')).toMatchObject({ code: 0 });
    const out = join(folder, 'out/prod');
    const json = (path: string) => JSON.parse(readFileSync(join(out, path), 'utf8')) as unknown;
    expect(json('dashboards/payments/Payments/vendor-board.json')).toEqual(BOARD);
    expect(json('dashboards/payments/Other/vendor-resource.json')).toEqual(V1);
    expect(readFileSync(join(out, 'provisioning/alerting/payments-vendor.yaml'), 'utf8')).toBe(RULE('Vendor up'));
    expect(readFileSync(join(out, 'provisioning/alerting/payments-rules.yaml'), 'utf8')).toContain('panelId: 7');
    expect(pfGrafana(folder, 'list', '--env', 'prod').stdout).toContain('vendor-board  Vendor  (1 panel)');

    expect(pfGrafana(folder, 'list', '--env', 'prod', '--queries').stdout).toMatch(
      /vendor-up {2}Vendor up {2}\(\$VENDOR_TEAM\)\n {4}inline {2}up < 1\n/,
    );
    expect(pfGrafana(folder, 'list', '--env', 'prod', '--alerts').stdout).toMatch(
      /vendor-up {2}Vendor up\n {4}A is not 0 for 1m {2}\$VENDOR_TEAM\n {4}notifies .*\n/,
    );
    // Its environment variables are listed like those of our own files.
    expect(readFileSync(join(out, 'env.example'), 'utf8')).toMatch(
      /payments-vendor\.yaml: groups\[vendor\]\.rules\[vendor-up\]\.labels\.team\n.*\nVENDOR_TEAM=/,
    );

    // A changed file is built again, and objects removed from it are listed for deletion.
    expect(pfGrafana(folder, 'build', '--env', 'prod').stdout).toContain('0 created, 0 changed');
    writeFileSync(join(folder, 'vendor/rules.yaml'), RULE('Vendor alive').replace('vendor-up', 'vendor-alive'));
    expect(pfGrafana(folder, 'build', '--env', 'prod').stdout).toMatch(/1 created, [1-9]\d* changed/);
    expect(readFileSync(join(out, 'provisioning/alerting/00-payments-deletions.yaml'), 'utf8')).toContain('vendor-up');
  });

  test.each<[string, string, string, string]>([
    ['a board without a uid', 'board.json', '{"title": "A"}', 'has no uid'],
    ['a board without a title', 'board.json', '{"uid": "a"}', 'has no title'],
    ['a file that cannot be parsed', 'board.json', '{"uid": ', 'cannot be parsed'],
    ['rules without a version', 'rules.yaml', 'groups: []', '`apiVersion: 1`'],
    ['what Grafana refuses', 'rules.yaml', RULE("''"), 'alert'],
    ['an unknown data source', 'board.json', JSON.stringify(BOARD).replace('prom-eu', 'prom-ue'), 'prom-ue'],
  ])('%s is reported', (_name, file, text, words) => {
    const folder = withFiles();
    writeFileSync(join(folder, 'vendor', file), text);
    const run = pfGrafana(folder, 'build', '--env', 'prod');
    expect([1, 2]).toContain(run.code);
    expect(run.stderr).toContain(words);
  });
});

describe('a build also reports what the types refuse, with the nearest valid word', () => {
  const RULES = 'alerting/api.ts';
  test.each<[string, Readonly<Record<string, readonly [string, string]>>, string, string]>([
    ['a severity', { [RULES]: ["severity: 'page', team", "severity: 'pge', team"] }, 'alert/severity', '"page"'],
    ['a team', { [RULES]: ["team: 'core'", "team: 'cor'"] }, 'alert/team', '"core"'],
    ['a source', { [RULES]: ["datasource: 'us'", "datasource: 'uss'"] }, 'alert/datasource', '"us"'],
    [
      'a setting',
      { [RULES]: ['c.settings.maxErrorRatio', 'c.settings.maxErorRatio'] },
      'definition/threw',
      '"maxErrorRatio"',
    ],
    ['a threshold that is not there', { [RULES]: ['threshold: {', 'treshold: {'] }, 'definition/shape', 'threshold'],
    ['a key', { [RULES]: ['keepFiringFor:', 'keepFiringfor:'] }, 'definition/unknown-key', '"keepFiringFor"'],
    [
      'a threshold',
      { [RULES]: ['value: [5, 10] }', 'value: [5, 10], recvery: 1 }'] },
      'definition/unknown-key',
      'recover',
    ],
    ['a receiver', { 'project.ts': ["page: ['genie'", "page: ['genia'"] }, 'config/receiver', '"genie"'],
    ['a fact', { 'project.ts': ["teams: ['core'", "teems: ['core'"] }, 'config/unknown-key', 'teams'],
  ])('%s', (_name, edits, id, near) => {
    const folder = example(edits);
    const { code, stderr } = pfGrafana(folder, 'build');
    expect([1, 2]).toContain(code);
    expect(stderr).toContain(id);
    expect(stderr).toContain(near);
    expect(below(folder).filter((file) => file.includes('/out/'))).toEqual([]);
  });
});

test('without a configuration, or with two, a build reports where it searched', () => {
  const empty = pfGrafana(project(), 'build');
  expect(empty.code).toBe(2);
  expect(empty.stderr).toMatch(/config\/none.*pf-grafana\.config\.ts.*[^]*pf-grafana init/);
  const two = pfGrafana(project({ 'pf-grafana.config.ts': '', 'pf-grafana.config.yaml': '' }), 'build');
  expect(two.code).toBe(2);
  expect(two.stderr).toMatch(/config\/two.*pf-grafana\.config\.ts and pf-grafana\.config\.yaml/);
});
