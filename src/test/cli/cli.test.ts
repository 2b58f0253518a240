import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

import { pfGrafana, project } from './run-cli.ts';

const MINE = `
import { DashboardBuilder } from '${resolve('node_modules/@grafana/grafana-foundation-sdk')}/dist/dashboard/index.js';
import { defineConfig, defineDashboard } from 'pf-grafana';
export default defineConfig({
  fleet: false,
  dashboards: [defineDashboard((settings) => ({ uid: 'mine', dashboard: new DashboardBuilder('Mine of ' + settings.folder), rows: [] }))],
});
`;

describe('build', () => {
  test('writes a folder, then nothing, and --check agrees', () => {
    const folder = project();
    const first = pfGrafana(folder, 'build', '--json');
    expect(first.code).toBe(0);
    expect((JSON.parse(first.stdout) as { created: string[] }).created).toContain('provisioning/datasources/purpleflea.yaml');
    expect(pfGrafana(folder, 'build').stdout).toMatch(/0 created, 0 changed, 0 removed/);
    expect(pfGrafana(folder, 'build', '--check').code).toBe(0);
  });
  test('--check names a stale file, writes nothing and ends with 1', () => {
    const folder = project();
    pfGrafana(folder, 'build');
    const file = join(folder, 'out/env.example');
    writeFileSync(file, 'edited');
    const check = pfGrafana(folder, 'build', '--check');
    expect(check).toMatchObject({ code: 1, stderr: '' });
    expect(check.stdout).toContain('would be changed  env.example');
    expect(readFileSync(file, 'utf8')).toBe('edited');
    expect(JSON.parse(pfGrafana(folder, 'build', '--check', '--json').stdout)).toMatchObject({ upToDate: false, changed: ['env.example'] });
  });
  test('compiles a dashboard of the user, from a configuration in TypeScript', () => {
    const folder = project({ 'pf-grafana.config.ts': MINE });
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(join(folder, 'out/dashboards/purpleflea/Purple Flea'))).toEqual(['mine.json']);
    expect(readFileSync(join(folder, 'out/dashboards/purpleflea/Purple Flea/mine.json'), 'utf8')).toContain('Mine of Purple Flea');
  });
  test('sees an edited configuration at once, and an edited import of it', () => {
    const folder = project({ 'pf-grafana.config.ts': `import { folder } from './folder.ts';\nexport default { folder };\n`, 'folder.ts': `export const folder = 'One';\n` });
    mkdirSync(join(folder, 'node_modules'));
    pfGrafana(folder, 'build');
    expect(pfGrafana(folder, 'build', '--check').code).toBe(0);
    writeFileSync(join(folder, 'folder.ts'), `export const folder = 'Two';\n`);
    expect(pfGrafana(folder, 'build', '--check').code).toBe(1);
    pfGrafana(folder, 'build');
    expect(readdirSync(join(folder, 'out/dashboards/purpleflea'))).toEqual(['Two']);
  });
  test('a configuration that reads the environment is compiled every time', () => {
    const folder = project({ 'pf-grafana.config.js': 'export default { folder: process.env.FOLDER_OF_THIS_TEST ?? "One" };\n' });
    mkdirSync(join(folder, 'node_modules'));
    pfGrafana(folder, 'build');
    process.env['FOLDER_OF_THIS_TEST'] = 'Two';
    const check = pfGrafana(folder, 'build', '--check');
    delete process.env['FOLDER_OF_THIS_TEST'];
    expect(check.code).toBe(1);
  });
  test('gives the same bytes in another folder', () => {
    const [one, other] = [project(), project()];
    pfGrafana(one, 'build');
    pfGrafana(other, 'build');
    expect(readFileSync(join(one, 'out/manifest.json'), 'utf8')).toBe(readFileSync(join(other, 'out/manifest.json'), 'utf8'));
    expect(readFileSync(join(one, 'out/catalog.json'), 'utf8')).not.toContain(one);
  });
});

describe('what is wrong ends with 2, one finding a line, and leaves the folder alone', () => {
  test.each<[string, Record<string, string>, string[], RegExp]>([
    ['an unknown key', { 'pf-grafana.config.yaml': 'folder: A\nfoldr: B\n' }, ['build'], /^pf-grafana\.config\.yaml:2:8 {2}error {2}config\/unknown-key {2}There is an unknown key "foldr"/],
    ['a wrong type', { 'pf-grafana.config.yaml': 'orgId: one\n' }, ['build'], /^pf-grafana\.config\.yaml:1:8 {2}error {2}config\/value {2}orgId must be integer\./],
    ['broken YAML', { 'pf-grafana.config.yaml': 'a: [1\nb: 2' }, ['build'], /^pf-grafana\.config\.yaml:2:1 {2}error {2}config\/syntax/],
    ['a tab in YAML', { 'pf-grafana.config.yaml': 'grafana:\n\tversion: x\n' }, ['build'], /^pf-grafana\.config\.yaml:2:1 {2}error {2}config\/syntax/],
    ['broken TypeScript', { 'pf-grafana.config.ts': 'export default {\n  folder: \n};' }, ['build'], /^pf-grafana\.config\.ts:3:1 {2}error {2}config\/syntax/],
    ['a configuration that throws', { 'pf-grafana.config.ts': '\nthrow new Error("boom");' }, ['build'], /^pf-grafana\.config\.ts:2:7 {2}error {2}config\/threw .*boom/],
    ['a definition that throws', { 'pf-grafana.config.ts': `import { defineDashboard } from 'pf-grafana';\nexport default { dashboards: [defineDashboard(() => {\n  throw new Error('boom');\n})] };` }, ['build'], /^pf-grafana\.config\.ts:3:9 {2}error {2}definition\/threw .*boom/],
    ['no default export', { 'pf-grafana.config.ts': 'export const a = 1;' }, ['build'], /config\/default-export/],
    ['no such file', {}, ['build', '--config', 'nope.yaml'], /config\/file {2}There is no config file nope\.yaml/],
    ['an old Grafana', { 'pf-grafana.config.yaml': 'grafana: {version: "9.5"}\n' }, ['list'], /^pf-grafana\.config\.yaml:1:20 {2}error {2}config\/grafana-version/],
    ['an unknown option', {}, ['build', '--frobnicate'], /unknown option '--frobnicate'/],
    ['an unknown command', {}, ['frobnicate'], /unknown command 'frobnicate'/],
    ['too many arguments', {}, ['build', 'here'], /too many arguments/],
  ])('%s', (_name, files, argv, message) => {
    const folder = project(files);
    const run = pfGrafana(folder, ...argv);
    expect(run.stderr).toMatch(message);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
  test('a failed build leaves what was there', () => {
    const folder = project();
    pfGrafana(folder, 'build');
    const before = statSync(join(folder, 'out/manifest.json')).mtimeMs;
    writeFileSync(join(folder, 'pf-grafana.config.yaml'), 'folder: 3\n');
    expect(pfGrafana(folder, 'build').code).toBe(2);
    expect(statSync(join(folder, 'out/manifest.json')).mtimeMs).toBe(before);
  });
  test('an output folder that cannot be made', () => {
    const folder = project({ out: 'a file' });
    const run = pfGrafana(folder, 'build');
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^error {2}output\/read {2}Cannot read out\/.*: a file stands where a folder should be\./);
  });
  test.skipIf(process.getuid?.() === 0)('a read-only folder', () => {
    const folder = project();
    chmodSync(folder, 0o555);
    expect(pfGrafana(folder, 'build').stderr).toMatch(/permission denied/);
    chmodSync(folder, 0o755);
  });
});

describe('list', () => {
  test('shows dashboards, rules, data sources and receivers', () => {
    const folder = project({ 'pf-grafana.config.yaml': 'receivers: {chat: {type: slack, url: {env: X}}}\n' });
    const listing = JSON.parse(pfGrafana(folder, 'list', '--json').stdout) as { dashboards: { uid: string; panels: unknown[] }[]; rules: { uid: string }[]; datasources: object[]; receivers: object[] };
    expect(listing.dashboards.find(({ uid }) => uid === 'pf-agent-fleet-v1')?.panels.length).toBeGreaterThan(30);
    expect(listing.rules.map(({ uid }) => uid)).toContain('pf-drawdown-critical');
    expect(listing.datasources).toHaveLength(4);
    expect(listing.receivers).toEqual([{ name: 'pf-chat', types: ['slack'] }]);
    expect(pfGrafana(folder, 'list').stdout).toMatch(/\d+ dashboards, \d+ panels\n/);
  });
  test('--queries names the function that wrote each query', () => {
    expect(pfGrafana(project(), 'list', '--queries').stdout).toMatch(/fleet-pnl A {2}pnl\.total {2}sum\(/);
  });
});

test('help and version end with 0', () => {
  const folder = project();
  expect(pfGrafana(folder, '--help')).toMatchObject({ code: 0, stderr: '' });
  expect(pfGrafana(folder, '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
