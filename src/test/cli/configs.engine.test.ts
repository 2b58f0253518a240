import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { BIN, pfGrafana, project } from './run-cli.ts';

/** A folder with nested files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = project();
  for (const [path, text] of Object.entries({ 'node_modules/.keep': '', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const PROJECT = `import { defineProject } from 'pf-grafana';
export const project = defineProject({ name: 'payments', folder: FOLDER, datasources: {} });
export default project.build({});
`;

test('a configuration whose package reads the environment is never cached', () => {
  const folder = folderOf({
    'pf-grafana.config.mjs': PROJECT.replace('FOLDER', 'name').replace('\n', "\nimport name from 'names';\n"),
    'node_modules/names/package.json': '{"name": "names", "main": "index.js"}',
    'node_modules/names/index.js': 'module.exports = process.env.FOLDER_OF_THIS_TEST ?? "One";',
  });
  expect(pfGrafana(folder, 'build').code).toBe(0);
  const manifest = readFileSync(join(folder, 'out/manifest.json'), 'utf8');
  expect(pfGrafana(folder, 'build', '--check').code).toBe(0);
  const other = pfGrafana({ cwd: folder, env: { FOLDER_OF_THIS_TEST: '' } }, 'build', '--check');
  // The error for the empty title shows that it was evaluated.
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('folder')]);
  expect(readFileSync(join(folder, 'out/manifest.json'), 'utf8')).toBe(manifest);
});

test('a configuration that only computes is cached by all its files, and by those that decide how imports resolve', () => {
  const folder = folderOf({
    'pf-grafana.config.ts': PROJECT.replace('FOLDER', 'name').replace('\n', "\nimport name from '#/name';\n"),
    'tsconfig.json': '{ "compilerOptions": { "paths": { "#/*": ["./a/*"] } } }',
    'a/name.ts': 'export default "One";',
    'b/name.ts': 'export default "";',
  });
  expect(pfGrafana(folder, 'build').code).toBe(0);
  expect(pfGrafana(folder, 'build', '--check').code).toBe(0);
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "paths": { "#/*": ["./b/*"] } } }');
  expect(pfGrafana(folder, 'build', '--check').code).toBe(2);
});

test('a file that reads its own path keeps its line numbers in errors', () => {
  const folder = folderOf({
    'pf-grafana.config.ts': 'import "./b/a.ts";\nexport default {};\n',
    'b/a.ts': 'type A = string;\ninterface B {}\nconst here: A = import.meta.url;\nthrow new Error(here);\n',
  });
  const { code, stderr } = pfGrafana(folder, 'build');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^b\/a\.ts:4:7 .*file:\/\/.*\/b\/a\.ts$/m)]);
});

test('a definition in YAML and CommonJS in a module fail with a hint', () => {
  const yaml = pfGrafana(folderOf({ 'pf-grafana.config.yaml': 'folder: A\ndashboards: [x.ts]\n' }), 'build');
  expect([yaml.code, yaml.stderr]).toEqual([
    2,
    expect.stringMatching(/^pf-grafana\.config\.yaml:2:14 {2}error {2}config\/definition .*"x\.ts"/),
  ]);
  const files = { 'package.json': '{"type": "module"}', 'pf-grafana.config.js': 'module.exports = {};\n' };
  const commonJs = pfGrafana(folderOf(files), 'build');
  expect([commonJs.code, commonJs.stderr]).toEqual([2, expect.stringContaining('write `export default')]);
});

test('the folder of another project is refused, and nothing in it is removed', () => {
  const folder = folderOf({ 'pf-grafana.config.mjs': PROJECT.replace('FOLDER', "'A'") });
  expect(pfGrafana(folder, 'build').code).toBe(0);
  const before = readFileSync(join(folder, 'out/manifest.json'), 'utf8');
  writeFileSync(join(folder, 'other.mjs'), PROJECT.replace('FOLDER', "'A'").replace('payments', 'orders'));
  const other = pfGrafana(folder, 'build', '--config', 'other.mjs', '--force');
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('output/other-project')]);
  expect(readFileSync(join(folder, 'out/manifest.json'), 'utf8')).toBe(before);
  expect(pfGrafana(folder, 'build', '--config', 'other.mjs', '--out', 'orders').code).toBe(0);
});

test('the output is readable by other users, as in a container, whatever the umask', () => {
  const folder = folderOf({ 'pf-grafana.config.mjs': PROJECT.replace('FOLDER', "'A'") });
  const { status } = spawnSync('bash', ['-c', 'umask 077; exec "$@"', 'bash', process.execPath, BIN, 'build'], {
    cwd: folder,
  });
  expect(status).toBe(0);
  const out = join(folder, 'out');
  const entries = readdirSync(out, { recursive: true, withFileTypes: true });
  expect(entries.length).toBeGreaterThan(3);
  for (const entry of entries) {
    const { mode } = statSync(join(entry.parentPath, entry.name));
    expect([entry.name, (mode & 0o777).toString(8)]).toEqual([entry.name, entry.isDirectory() ? '755' : '644']);
  }
});
