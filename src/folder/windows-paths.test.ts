import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

import { REPOSITORY } from '../test/support/out-folder.ts';

const PROGRAM = `
  import { memoryTree } from './src/folder/file-tree.ts';
  import { findFolders, openFolder } from './src/folder/open-folder.ts';
  import { catalogBeside } from './src/folder/read-catalog.ts';
  export function seen(files) {
    const tree = memoryTree(files, 'out');
    const folder = openFolder(tree, 'provisioning');
    return {
      roots: findFolders(tree, '.').length,
      files: folder.files.map(({ source }) => source.file),
      dashboards: folder.dashboards.map(({ source }) => source.file),
      queries: folder.queries.length,
      hasCatalog: catalogBeside(tree, 'provisioning') !== undefined,
    };
  }
`;
const FILES = new Map([
  [
    'provisioning/dashboards/all.yaml',
    'apiVersion: 1\nproviders: [{name: a, options: {path: /var/lib/grafana/dashboards}}]\n',
  ],
  ['provisioning/alerting/rules.yaml', 'groups: []\n'],
  [
    'dashboards/A/a.json',
    '{"title": "A", "panels": [{"targets": [{"expr": "up"}], "datasource": {"type": "prometheus"}}]}',
  ],
  ['catalog.json', '{"prometheus": {"metrics": {}}}'],
]);

// When paths were joined with backslashes, the folder in memory appeared to have no files.
test.each(['posix', 'win32'])('a folder in memory is read whole with the paths of %s', async (system) => {
  const folder = mkdtempSync(join(tmpdir(), 'pf-paths-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { outputFiles } = await build({
    stdin: { contents: PROGRAM, resolveDir: REPOSITORY, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
    external: ['libpg-query', '@polyglot-sql/sdk'],
    plugins: [
      {
        name: 'paths',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^(?:node:)?path$/ }, () => ({ path: system, namespace: 'paths' }));
          onLoad({ filter: /.*/, namespace: 'paths' }, () => ({
            contents: `const path = process.getBuiltinModule('node:path').${system}; module.exports = path;`,
            loader: 'js',
          }));
        },
      },
    ],
  });
  const program = join(folder, 'program.mjs');
  writeFileSync(program, outputFiles[0]?.text ?? '');
  const { seen } = (await import(pathToFileURL(program).href)) as { seen: (files: typeof FILES) => object };
  expect(seen(FILES)).toEqual({
    roots: 1,
    files: ['out/provisioning/dashboards/all.yaml', 'out/provisioning/alerting/rules.yaml'],
    dashboards: ['out/dashboards/A/a.json'],
    queries: 1,
    hasCatalog: true,
  });
});
