import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { defaultExclude, defineConfig } from 'vitest/config';

import { compileValidators, VALIDATORS } from './src/bundle/validators.ts';

const validators = await compileValidators(fileURLToPath(new URL('.', import.meta.url)));
const FOLDERS = '{src,dashboards,alerting,datasources}';
const ENGINES = `${FOLDERS}/**/*.engine.test.ts`;
const SERVICES = `${FOLDERS}/**/*.services.test.ts`;
export default defineConfig({
  // Test the sources, not the last bundle.
  resolve: {
    alias: [
      { find: /^pf-grafana$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^pf-grafana\/fleet$/, replacement: fileURLToPath(new URL('src/fleet/index.ts', import.meta.url)) },
      { find: VALIDATORS, replacement: validators.path },
    ],
  },
  plugins: [
    {
      // Programs in generated output are imported with `type: 'text'`, which Vite does not support.
      name: 'programs-as-text',
      enforce: 'pre',
      load: async (id) =>
        /\/src\/.*\.mjs$/.test(id) ? `export default ${JSON.stringify(await readFile(id, 'utf8'))};` : undefined,
    },
  ],
  test: {
    // On two cores Vitest would use only one.
    maxWorkers: '100%',
    // `.ci/run` lets no test without such a tag be skipped.
    tags: [
      { name: 'permissions', description: 'Needs a user to whom permissions apply, which root is not.' },
      { name: 'mount', description: 'Needs to mount a disk.' },
    ],
    // Only against hanging tests: how long a test takes depends on the machine and its load.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${FOLDERS}/**/*.test.ts`],
          // `pf-grafana test` runs the alert tests.
          exclude: [...defaultExclude, ENGINES, SERVICES, '**/*.alert.test.ts'],
          // Files share a thread and the imported modules, so a test must restore the working directory, environment
          // variables and exit code.
          pool: 'threads',
          isolate: false,
        },
      },
      // Tests that start an engine (a database, Prometheus, the program itself) or compute for seconds. chdb's native
      // library crashes in worker threads, so these files run in processes. They share the processes with the loaded
      // program and pack; a file that opens a chdb session closes it.
      {
        extends: true,
        test: {
          name: 'engines',
          include: [ENGINES],
          pool: 'forks',
          isolate: false,
          // A simulated fleet is millions of short-lived objects: collecting them seldom saves a tenth of the time.
          execArgv: ['--max-semi-space-size=64'],
          globalSetup: 'src/test/cli/fresh-bundle.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: [SERVICES],
          pool: 'forks',
          // Run after the others: they start servers, and some check what is lost within a second.
          sequence: { groupOrder: 1 },
          globalSetup: ['src/test/cli/fresh-bundle.ts', 'src/test/stores/fetched-jars.ts'],
        },
      },
    ],
  },
});
