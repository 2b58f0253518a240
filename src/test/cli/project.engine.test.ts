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

/** A copy of the example project, whose files a test may edit. */
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

describe("a project of a team's own", () => {
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

  test('an environment changes a setting, and nothing else', () => {
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

  test("a panel keeps the source that it names, and a builder's own row its place", () => {
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

describe('what a type refuses, a build says too, with the nearest right word', () => {
  const RULES = 'alerting/api.ts';
  test.each<[string, Readonly<Record<string, readonly [string, string]>>, string, string]>([
    ['a severity', { [RULES]: ["severity: 'page', team", "severity: 'pge', team"] }, 'alert/severity', '"page"'],
    ['a team', { [RULES]: ["team: 'core'", "team: 'cor'"] }, 'alert/team', '"core"'],
    ['a source', { [RULES]: ["datasource: 'us'", "datasource: 'uss'"] }, 'alert/datasource', '"us"'],
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

test('without a configuration, or with two, a build says so and where it looked', () => {
  const empty = pfGrafana(project(), 'build');
  expect(empty.code).toBe(2);
  expect(empty.stderr).toMatch(/config\/none.*pf-grafana\.config\.ts.*[^]*pf-grafana init/);
  const two = pfGrafana(project({ 'pf-grafana.config.ts': '', 'pf-grafana.config.yaml': '' }), 'build');
  expect(two.code).toBe(2);
  expect(two.stderr).toMatch(/config\/two.*pf-grafana\.config\.ts and pf-grafana\.config\.yaml/);
});
