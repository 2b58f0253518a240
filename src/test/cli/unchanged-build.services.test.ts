import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, pfGrafanaProcess, project } from './run-cli.ts';

const CONFIG = `
import { defineProject, fromFile, prometheus } from 'pf-grafana';
import { url } from './lib/address';
const project = defineProject({ name: 'small', datasources: { prom: prometheus({ uid: 'prom', url }) } });
export default project.build({ dashboards: [fromFile('board.json')] });
`;
/** Imports without a suffix, a package, and a dashboard exported by Grafana. */
const FILES: Readonly<Record<string, string>> = {
  'pf-grafana.config.ts': CONFIG,
  'lib/address/index.ts': "import { port } from 'port';\nexport const url = 'http://one:' + port;",
  'node_modules/port/package.json': '{"name": "port", "version": "1.0.0", "main": "index.js"}',
  'node_modules/port/index.js': "exports.port = '9090';",
  'board.json': '{"uid": "board", "title": "Board", "schemaVersion": 41, "panels": []}',
};
const DATASOURCES = 'provisioning/datasources/small.yaml';
const BOARD = 'dashboards/small/small/board.json';
/** A change to an input of the build, and the resulting text in the output. */
type Change = readonly [name: string, files: Readonly<Record<string, string>>, file: string, text: string];

const built = (files: Readonly<Record<string, string>> = FILES): string => {
  const folder = project();
  write(folder, files);
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
  return folder;
};
const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};
const output = (folder: string, file: string): string => readFileSync(join(folder, 'out', file), 'utf8');
/** The files of the program that a process loaded, from its coverage output. */
const loaded = (coverage: string): string[] =>
  readdirSync(coverage)
    .flatMap((name) => (JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] }).result)
    .flatMap(({ url }) => /\/dist\/([^/]+)$/.exec(url)?.[1] ?? [])
    .sort();
/** The record of a build; within seconds, only a full build rewrites it. */
const record = (folder: string) => {
  const caches = join(folder, 'node_modules/.cache/pf-grafana');
  const path = join(caches, readdirSync(caches).find((name) => name.startsWith('build-')) ?? '');
  return { path, ino: statSync(path).ino, text: readFileSync(path, 'utf8') };
};

test('a build with nothing to do is reported without loading the program, with the same output', () => {
  const folder = built();
  for (const flags of [[], ['--check'], ['--out', 'out', '--check']]) {
    const coverage = join(folder, `coverage${flags.length}`);
    const quick = pfGrafanaProcess({ cwd: folder, env: { NODE_V8_COVERAGE: coverage } }, 'build', ...flags);
    expect(quick).toEqual({ code: 0, stdout: expect.stringMatching(/^out: 0 created, .* unchanged\n$/), stderr: '' });
    expect(loaded(coverage)).toEqual(['bin.js', 'unchanged.js']);
    // This run loads the program itself.
    expect(pfGrafana(folder, 'build', ...flags)).toEqual(quick);
  }
});

test.each<Change>([
  [
    'the configuration',
    { 'pf-grafana.config.ts': CONFIG.replace('url })', "url: 'http://two' })") },
    DATASOURCES,
    'http://two',
  ],
  [
    'a file that it imports',
    { 'lib/address/index.ts': "export const url = 'http://three';" },
    DATASOURCES,
    'http://three',
  ],
  ['a file replacing a folder', { 'lib/address.ts': "export const url = 'http://four';" }, DATASOURCES, 'http://four'],
  [
    'an index of another language',
    { 'lib/address/index.tsx': "export const url = 'http://five';" },
    DATASOURCES,
    'http://five',
  ],
  [
    'the version of a package',
    {
      'node_modules/port/package.json': '{"name": "port", "version": "1.0.1", "main": "b.js"}',
      'node_modules/port/b.js': "exports.port = '6';",
    },
    DATASOURCES,
    'http://one:6',
  ],
  ['a file of a package', { 'node_modules/port/index.js': "exports.port = '7';" }, DATASOURCES, 'http://one:7'],
  ['a nearer package', { 'lib/node_modules/port/index.js': "exports.port = '8';" }, DATASOURCES, 'http://one:8'],
  [
    'where imports lead',
    {
      'tsconfig.json': '{"compilerOptions": {"paths": {"port": ["./port.ts"]}}}',
      'port.ts': "export const port = '9';",
    },
    DATASOURCES,
    'http://one:9',
  ],
  ['a dashboard file', { 'board.json': FILES['board.json']?.replace('Board', 'Plank') ?? '' }, BOARD, 'Plank'],
])('%s is noticed', (_, files, file, text) => {
  const folder = built();
  write(folder, files);
  const run = pfGrafanaProcess(folder, 'build');
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toContain(`changed  ${file}`);
  expect(output(folder, file)).toContain(text);
});

test('a file edited, removed or added by hand is noticed', () => {
  const folder = built();
  const text = output(folder, BOARD);
  writeFileSync(join(folder, 'out', BOARD), text.replace('Board', 'Bored'));
  expect(pfGrafanaProcess(folder, 'build', '--check')).toMatchObject({ code: 1 });
  writeFileSync(join(folder, 'out', BOARD), text);
  expect(pfGrafanaProcess(folder, 'build', '--check')).toMatchObject({ code: 0 });
  rmSync(join(folder, 'out', DATASOURCES));
  expect(pfGrafanaProcess(folder, 'build').stdout).toContain(`created  ${DATASOURCES}`);
  writeFileSync(join(folder, 'out/provisioning/alerting/mine.yaml'), 'apiVersion: 1\n');
  expect(pfGrafanaProcess(folder, 'build', '--check')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('foreign  provisioning/alerting/mine.yaml'),
  });
});

test.each([
  ['another Node', (text: string) => text.replace(`"${process.version}"`, '"v20.0.0"')],
  ['another copy of the program', (text: string) => text.replace('"program":"', '"program":"/elsewhere')],
  ['another version of the program', (text: string) => text.replace(/(inputs\.json":\[)"\w+"(?:,[\d.]+)*/, '$1"0"')],
])('a build by %s is repeated', (_, edit) => {
  const folder = built();
  const { path, text } = record(folder);
  const edited = edit(text.slice(text.indexOf('\n') + 1));
  expect(text).not.toContain(edited);
  writeFileSync(path, `${createHash('sha256').update(edited).digest('hex')}\n${edited}`);
  const { ino } = record(folder);
  expect(pfGrafanaProcess(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
  expect(record(folder).ino).not.toBe(ino);
});

test('other options are a different build', () => {
  const folder = built();
  expect(pfGrafanaProcess(folder, 'build', '--out', 'other').stdout).toMatch(/^created .*\n/);
  expect(pfGrafanaProcess(folder, 'build', '--env', 'prod').code).toBe(2);
  expect(pfGrafanaProcess(folder, 'build', '--nope').code).toBe(2);
  write(folder, { 'b.config.yaml': 'name: small\n' });
  expect(pfGrafanaProcess(folder, 'build', '--config', 'b.config.yaml').stdout).toContain(`removed  ${BOARD}`);
});

test('a second configuration is reported even if nothing else has changed', () => {
  const folder = built();
  write(folder, { 'pf-grafana.config.yaml': 'name: small\n' });
  expect(pfGrafanaProcess(folder, 'build')).toMatchObject({ code: 2, stderr: expect.stringContaining('two') });
});

test.each<[string, Readonly<Record<string, string>>]>([
  [
    'a configuration',
    { 'pf-grafana.config.mjs': "export default { name: process.env.NAME_OF_THIS_TEST ?? 'small' };" },
  ],
  [
    'a pack used by a YAML configuration',
    {
      'pf-grafana.config.yaml': 'name: small\npacks: [{use: ./pack.mjs}]\n',
      'pack.mjs': `import { definePack } from 'pf-grafana';
export default definePack({ name: 'p' }).of({ files: async () => ({ 'a.txt': process.env.NAME_OF_THIS_TEST ?? 'small' }) });`,
    },
  ],
])('%s that reads the environment is run every time', (_, files) => {
  const folder = built({ ...files, 'node_modules/.keep': '' });
  const caches = readdirSync(join(folder, 'node_modules/.cache/pf-grafana'));
  expect(caches.filter((name) => name.startsWith('build-'))).toEqual([]);
  const run = pfGrafanaProcess({ cwd: folder, env: { NAME_OF_THIS_TEST: 'large' } }, 'build', '--check');
  expect(run.code).not.toBe(0);
});
