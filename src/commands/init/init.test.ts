import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

import packageFile from '../../../package.json' with { type: 'json' };
import { nextSteps } from './next-steps.ts';
import { npmSettings, packageSource } from './package-source.ts';
import { writeFiles } from './write-files.ts';
import { atRepositoryRoot } from './workflow.ts';

const REGISTRY = { spec: '1.2.3', isUnpacked: false };
const template = {
  'package.json':
    '{"scripts":{"check":"tsc && pf-grafana validate"},"devDependencies":{"pf-grafana":"1.2.3","typescript":"7"}}',
  '.gitignore': 'node_modules/\n*.env\n',
  '.github/workflows/grafana.yml': readFileSync('src/commands/init/template/.github/workflows/grafana.yml', 'utf8'),
  'project.ts': 'ours',
};

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'pf-init-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

describe('where the package comes from', () => {
  const installed = (entry: object) => {
    const root = folder({
      'node_modules/pf-grafana/package.json': '{}',
      'node_modules/.package-lock.json': JSON.stringify({ packages: { 'node_modules/pf-grafana': entry } }),
    });
    return { root, source: packageSource(join(root, 'node_modules/pf-grafana')) };
  };
  test('a registry', () => {
    const { source } = installed({ version: '1.0.0', resolved: 'https://registry.npmjs.org/pf-grafana/-/a.tgz' });
    expect(source).toEqual({ spec: packageFile.version, isUnpacked: false });
  });
  test('a tarball or a folder in the file system', () => {
    const tarball = installed({ resolved: 'file:packed%20here/a.tgz' });
    expect(tarball.source).toEqual({ spec: `file:${tarball.root}/packed here/a.tgz`, isUnpacked: false });
    const linked = installed({ resolved: 'clone', link: true });
    expect(linked.source).toEqual({ spec: `file:${linked.root}/clone`, isUnpacked: false });
  });
  test('a clone, or a tarball unpacked by hand', () => {
    const clone = folder({ 'node_modules/yaml/package.json': '{}' });
    expect(packageSource(clone)).toEqual({ spec: `file:${clone}`, isUnpacked: false });
    const unpacked = folder();
    expect(packageSource(unpacked)).toEqual({ spec: `file:${unpacked}`, isUnpacked: true });
    // By default npm would link to the folder, without its dependencies.
    expect(npmSettings(packageSource(unpacked))['.npmrc']).toContain('\ninstall-links=true\n');
    expect(npmSettings(packageSource(clone))).toEqual({});
  });
});

describe('a folder with existing files', () => {
  test('keeps its package.json, and the output lists what to install and to add', async () => {
    const dir = folder({
      'package.json': '{"dependencies":{"typescript":"5.9"}}',
      '.gitignore': 'node_modules/\n',
    });
    const project = await writeFiles(dir, template, 'demo');
    expect(project.written.map((path) => path.slice(dir.length + 1))).toEqual([
      '.github/workflows/grafana.yml',
      'project.ts',
    ]);
    expect(readFileSync(join(dir, 'package.json'), 'utf8')).toBe('{"dependencies":{"typescript":"5.9"}}');
    expect(nextSteps(dir, project, REGISTRY)).toBe(
      `Next: cd ${dir} && npm install --save-dev pf-grafana@1.2.3 && npx pf-grafana build\nKept as they were: package.json, .gitignore.\nAdd to .gitignore: *.env\n`,
    );
    // The workflow does not use the script `check`, which may mean something else there.
    const { jobs } = parse(readFileSync(join(dir, '.github/workflows/grafana.yml'), 'utf8')) as {
      jobs: { check: { steps: { run?: string }[] } };
    };
    expect(jobs.check.steps.flatMap(({ run }) => run ?? []).slice(-3)).toEqual([
      'npm ci',
      'npx tsc',
      'npx pf-grafana validate',
    ]);
  });
  test('gets no further instructions if nothing is missing', async () => {
    const dir = folder({ 'package.json': template['package.json'] });
    const project = await writeFiles(dir, template, 'demo');
    expect(nextSteps(dir, project, REGISTRY)).toMatch(/^Next: cd \S+ && npm install && npx pf-grafana build\n/);
  });
  test('keeps its definitions: nothing is written', async () => {
    const dir = folder({ 'project.ts': 'mine' });
    await expect(writeFiles(dir, template, 'demo')).rejects.toThrow(/project\.ts/);
    expect(readFileSync(join(dir, 'project.ts'), 'utf8')).toBe('mine');
  });
});

test('a file in the place of the folder is named', async () => {
  const dir = join(folder({ mine: '' }), 'mine');
  await expect(writeFiles(dir, template, 'demo')).rejects.toThrow(`${dir} is a file, and a project needs a folder.`);
});

test.runIf(process.platform === 'linux')('a file system that makes no folders is reported', async () => {
  await expect(writeFiles('/proc/pf-grafana', template, 'demo')).rejects.toThrow(/^Cannot write \/proc\/pf-grafana/);
});

describe('in a repository', () => {
  test('the workflow of a subfolder is written to the root, and uses the folder and its lock file', async () => {
    const root = folder({ '.git/HEAD': '', '.github/workflows/grafana.yml': 'theirs' });
    const dir = join(root, 'ops/my monitoring');
    const { written } = await writeFiles(dir, template, 'my-monitoring');
    const path = join(root, '.github/workflows/my-monitoring.yml');
    expect(written).toContain(path);
    expect(parse(readFileSync(path, 'utf8'))).toMatchObject({
      name: 'my-monitoring',
      jobs: {
        check: {
          defaults: { run: { 'working-directory': 'ops/my monitoring' } },
          steps: [
            {},
            { with: { cache: 'npm', 'cache-dependency-path': 'ops/my monitoring/package-lock.json' } },
            {},
            { run: 'npm ci' },
            { run: 'npm run check' },
          ],
        },
      },
    });
  });
  test('the workflow is unchanged at the root, and outside of a repository', () => {
    for (const dir of [folder({ '.git': 'gitdir: elsewhere' }), folder()])
      expect(atRepositoryRoot(template, dir, 'demo')).toBe(template);
  });
});

test('for a clone without types, the output says how to build them', () => {
  const clone = folder({ 'src/index.ts': '', 'package.json': '{}' });
  const written = { written: [], kept: {} };
  expect(nextSteps('.', written, packageSource(clone))).toContain(`run \`npm run prepack\` once in ${clone}:`);
  const built = folder({ 'src/index.ts': '', 'types/src/index.d.ts': '' });
  expect(nextSteps('.', written, packageSource(built))).not.toContain('prepack');
});

test('the printed commands are quoted for a shell, and the output says where the package is named', () => {
  const written = { written: [], kept: {} };
  expect(nextSteps("It's here", written, { spec: 'file:/a b/x.tgz', isUnpacked: true })).toMatch(
    /^Next: cd 'It'\\''s here' && npm install && npx pf-grafana build\npackage\.json refers to the package as file:\/a b\/x\.tgz/,
  );
});
