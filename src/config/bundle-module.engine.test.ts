import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, onTestFinished, test } from 'vitest';

import { bundleModule } from './bundle-module.ts';
import { loadConfig } from './load-file.ts';

/** Writes a configuration into a new folder. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const PACKAGE = { 'node_modules/p/package.json': '{"name": "p", "main": "index.js"}' };

test.each<[string, Record<string, string>, boolean]>([
  ['nothing else', { 'pf-grafana.config.mjs': 'export default { folder: "A" };' }, true],
  [
    'a file that reads the clock',
    { 'pf-grafana.config.mjs': 'export { default } from "./b.mjs";', 'b.mjs': 'export default { orgId: Date.now() };' },
    false,
  ],
  [
    'a package that reads the environment',
    {
      'pf-grafana.config.mjs': 'import folder from "p"; export default { folder };',
      'node_modules/p/index.js': 'module.exports = process.env.FOLDER ?? "One";',
      ...PACKAGE,
    },
    false,
  ],
  [
    'a package that reads the disk',
    {
      'pf-grafana.config.mjs': 'import folder from "p"; export default { folder };',
      'node_modules/p/index.js': 'module.exports = require("fs").existsSync("/x") ? "One" : "Two";',
      ...PACKAGE,
    },
    false,
  ],
  [
    'a package that only computes',
    {
      'pf-grafana.config.mjs': 'import folder from "p"; export default { folder };',
      'node_modules/p/index.js': '// As process.env is.\nmodule.exports = "One";',
      ...PACKAGE,
    },
    true,
  ],
  [
    'our own library',
    { 'pf-grafana.config.mjs': 'import path from "node:path"; export default { folder: path.basename("/x/One") };' },
    true,
  ],
])('a configuration that imports %s is cached or not', async (_name, files, isPure) => {
  const path = join(folderOf(files), 'pf-grafana.config.mjs');
  const { pure, dependencies } = await loadConfig(path);
  expect(pure).toBe(isPure);
  expect(dependencies).toContain(path);
  expect(dependencies).toHaveLength(Object.keys(files).filter((file) => !file.endsWith('package.json')).length);
});

test('a configuration depends on the files that decide how its imports resolve, even missing ones', async () => {
  const folder = folderOf({
    'pf-grafana.config.ts': 'import folder from "#/folder"; export default { folder };',
    'tsconfig.json': '{ "extends": "./base", /* ours */ }',
    'base.json': '{ "compilerOptions": { "paths": { "#/*": ["./names/*"] } } }',
    'names/folder.ts': 'export default "One";',
  });
  const { config, lookedFor = [] } = await loadConfig(join(folder, 'pf-grafana.config.ts'));
  expect(config.folder).toBe('One');
  expect(lookedFor.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length + 1))).toEqual([
    'base.json',
    'names/package.json',
    'names/tsconfig.json',
    'package.json',
    'tsconfig.json',
    'names/',
    '',
  ]);
});

test('a file that reads its own path gets its own, not that of the bundle', async () => {
  const folder = folderOf({
    'pf-grafana.config.mts':
      'import { here } from "./b/here.ts"; import cjs from "./c.cjs"; export default { selector: { a: here, b: import.meta.dirname, c: cjs } };',
    'b/here.ts': 'type A = string;\nexport const here: A = import.meta.url;',
    'c.cjs': 'module.exports = __filename;',
  });
  const { config } = await loadConfig(join(folder, 'pf-grafana.config.mts'));
  expect(config.selector).toEqual({
    a: pathToFileURL(join(folder, 'b/here.ts')).href,
    b: folder,
    c: join(folder, 'c.cjs'),
  });
});

test('the installed SDK is not bundled, and its version is a dependency like the files of the project', async () => {
  const folder = folderOf({
    'pf-grafana.config.ts':
      'import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard"; import { name } from "./b.cjs"; export default { folder: new DashboardBuilder(name).build().title };',
    'b.cjs':
      'const { DashboardBuilder } = require("@grafana/grafana-foundation-sdk/dashboard"); exports.name = new DashboardBuilder("One").build().title;',
  });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('node_modules/@grafana'), join(folder, 'node_modules/@grafana'));
  const path = join(folder, 'pf-grafana.config.ts');
  const { config, pure, dependencies, lookedFor } = await loadConfig(path);
  expect([config.folder, pure]).toEqual(['One', true]);
  const sdk = resolve('node_modules/@grafana/grafana-foundation-sdk');
  expect(dependencies).toContain(join(sdk, 'dist/dashboard/index.js'));
  expect(lookedFor).toContain(join(sdk, 'package.json'));
  const { code, externals } = await bundleModule(
    path,
    'pf-grafana.config.ts',
    'export * from "@grafana/grafana-foundation-sdk/dashboard";',
  );
  expect(code.split('\n').length).toBeLessThan(10);
  expect(externals).toEqual([]);
});
