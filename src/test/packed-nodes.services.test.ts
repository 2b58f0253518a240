import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import packageFile from '../../package.json' with { type: 'json' };
import { makeTarball, run, shellEnvironment } from './support/tarball.ts';

// Tests the package on each supported Node, installed by that Node's npm. If the registry does not provide one of them,
// everything here fails: nothing is skipped silently.

/** The major versions of Node, each with its npm. */
const NODES = { 20: '10.8.2', 22: '10.9', 24: '11', 26: '12' } as const;
type Major = keyof typeof NODES;
const MAJORS = Object.keys(NODES).map(Number) as Major[];
const OWN = MAJORS.find((major) => process.versions.node.startsWith(`${major}.`));

const SDK = '@grafana/grafana-foundation-sdk';
/** npm messages caused by the machine's own settings, not by the package. */
const OF_THE_MACHINE = /^npm warn Unknown .*config/;

const work = mkdtempSync(join(tmpdir(), 'pf-nodes-'));
const nodes = join(work, 'nodes');
/** One folder for each, with the same name, because it is also the project's name. */
const projectOf = (major: Major): string => join(work, `node-${major}`, 'demo');
let tarball = '';

/** The executable of a Node version; the one running this test need not be fetched. */
const nodeOf = (major: Major): string =>
  major === OWN ? process.execPath : join(nodes, 'node_modules', `node${major}`, 'bin', 'node');

interface Run {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a JavaScript program with a Node version, which is also the one on its PATH. */
function runWith(major: Major, cwd: string, ...argv: readonly string[]): Run {
  const node = nodeOf(major);
  const env = { ...shellEnvironment(), PATH: `${dirname(node)}${delimiter}${process.env['PATH']}` };
  const { status, stdout, stderr } = spawnSync(node, argv, { cwd, encoding: 'utf8', env });
  return { code: status, text: stdout + stderr };
}

const npm = (major: Major, cwd: string, ...argv: readonly string[]): Run =>
  runWith(major, cwd, join(nodes, 'node_modules', `npm${major}`, 'bin/npm-cli.js'), ...argv);

const tool = (major: Major, folder: string, ...argv: readonly string[]): Run =>
  runWith(major, folder, 'node_modules/pf-grafana/dist/bin.js', ...argv);

/** The contents of all files of a folder, by path. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]));
}

beforeAll(() => {
  tarball = makeTarball(work);
  mkdirSync(nodes);
  writeFileSync(join(nodes, 'package.json'), '{"private": true}');
  const programs = MAJORS.filter((major) => major !== OWN).map(
    (major) => `node${major}@npm:node-${process.platform}-${process.arch}@${major}`,
  );
  const npms = MAJORS.map((major) => `npm${major}@npm:npm@${NODES[major]}`);
  run(nodes, 'npm', 'install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', ...programs, ...npms);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

test.each(MAJORS)('Node %i: npm prints no messages, and the program works', (major) => {
  const folder = projectOf(major);
  mkdirSync(dirname(folder));
  expect(runWith(major, work, '--version').text).toMatch(new RegExp(`^v${major}\\.`));
  expect(runWith(major, work, 'unpacked/package/dist/bin.js', 'init', folder)).toMatchObject({ code: 0 });
  const installed = npm(major, folder, 'install', '--prefer-offline', tarball);
  expect(installed).toMatchObject({ code: 0 });
  const said = installed.text.split('\n').filter((line) => /^npm /i.test(line) && !OF_THE_MACHINE.test(line));
  expect(said).toEqual([]);
  expect(tool(major, folder, 'build')).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^out: [1-9]\d* created/m),
  });
  expect(tool(major, folder, 'validate')).toMatchObject({ code: 0 });
  expect(tool(major, folder, 'test')).toMatchObject({ code: 0, text: expect.stringMatching(/[1-9]\d* passed/) });
  const board = join(folder, 'dashboards/overview.ts');
  writeFileSync(board, readFileSync(board, 'utf8').replace(/new DashboardBuilder\('/, '$&Our '));
  cpSync(join(folder, 'out'), join(folder, 'before'), { recursive: true });
  expect(tool(major, folder, 'build')).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^changed {2}dashboards/m),
  });
  expect(contents(join(folder, 'out'))).toEqual(contents(join(projectOf(20), 'out')));
  expect(tool(major, folder, 'diff', 'out', '--base', 'before', '--exit-code')).toMatchObject({ code: 1 });
});

test('the oldest and the newest SDK in the supported range give the same types and the same output', () => {
  const folder = projectOf(20);
  const outputs = /^>=(\S+) <=(\S+)$/
    .exec(packageFile.peerDependencies[SDK])
    ?.slice(1)
    .map((version) => {
      run(folder, 'npm', 'install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', `${SDK}@${version}`);
      expect(readFileSync(join(folder, 'node_modules', SDK, 'package.json'), 'utf8')).toMatch(
        new RegExp(`"version": "v?${version}"`),
      );
      run(folder, 'npx', 'tsc', '--noEmit', '--skipLibCheck', 'false');
      rmSync(join(folder, 'out'), { recursive: true });
      expect(tool(20, folder, 'build')).toMatchObject({ code: 0 });
      return contents(join(folder, 'out'));
    });
  expect(outputs).toHaveLength(2);
  expect(outputs?.[0]).toEqual(outputs?.[1]);
});

test('an install without the platform binary reports that when it is needed', () => {
  const folder = projectOf(20);
  renameSync(join(folder, 'node_modules/@esbuild'), join(folder, 'esbuild'));
  writeFileSync(join(folder, 'project.ts'), '\n', { flag: 'a' });
  expect(tool(20, folder, 'build')).toMatchObject({ code: 2, text: expect.stringContaining('config/bundler') });
  expect(tool(20, folder, 'validate', 'out', '--no-config')).toMatchObject({ code: 0 });
});
