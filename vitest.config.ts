import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { defaultExclude, defineConfig } from 'vitest/config';

import { compileValidators, VALIDATORS } from './src/bundle/validators.ts';

const validators = await compileValidators(fileURLToPath(new URL('.', import.meta.url)));
const FOLDERS = '{src,dashboards,alerting,datasources}';
const ENGINES = `${FOLDERS}/**/*.engine.test.ts`;
const SERVICES = `${FOLDERS}/**/*.services.test.ts`;
export default defineConfig({
  // The sources, not the last bundle of them.
  resolve: {
    alias: [
      { find: /^pf-grafana$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^pf-grafana\/fleet$/, replacement: fileURLToPath(new URL('src/fleet/index.ts', import.meta.url)) },
      { find: VALIDATORS, replacement: validators.path },
    ],
  },
  plugins: [
    {
      // A program that we hand out is imported with `type: 'text'`, which Vite does not know.
      name: 'programs-as-text',
      enforce: 'pre',
      load: async (id) =>
        /\/src\/.*\.mjs$/.test(id) ? `export default ${JSON.stringify(await readFile(id, 'utf8'))};` : undefined,
    },
  ],
  test: {
    // Of two cores Vitest would use one.
    maxWorkers: '100%',
    // Against a hang only: how long a test takes is up to the machine and what else runs there.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // A sixth of the unit tests' time goes into compiling sources that have not changed since the last run.
    experimental: { fsModuleCache: true },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${FOLDERS}/**/*.test.ts`],
          // Alert tests are run by `pf-grafana test`.
          exclude: [...defaultExclude, ENGINES, SERVICES, '**/*.alert.test.ts'],
          // Files share a thread and the modules they import, so a test leaves nothing behind: no working directory,
          // environment variable or exit code of its own.
          pool: 'threads',
          isolate: false,
        },
      },
      // Tests that start an engine (a database, Prometheus, the program itself) or take seconds of computing. chdb's native
      // library crashes in worker threads, so these files run in processes. They share them, with the program and the pack
      // that each of them loads; a file that opens a session of chdb closes it.
      {
        extends: true,
        test: {
          name: 'engines',
          include: [ENGINES],
          pool: 'forks',
          isolate: false,
          globalSetup: 'src/test/cli/fresh-bundle.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: [SERVICES],
          pool: 'forks',
          // After the others: they have servers of their own, and some look at what was lost in a second.
          sequence: { groupOrder: 1 },
          globalSetup: ['src/test/cli/fresh-bundle.ts', 'src/test/stores/fetched-jars.ts'],
        },
      },
    ],
  },
});
