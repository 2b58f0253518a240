import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { compileValidators, VALIDATORS } from './src/bundle/validators.ts';

const validators = await compileValidators(fileURLToPath(new URL('.', import.meta.url)));

export default defineConfig({
  // The sources, not the last bundle of them.
  resolve: {
    alias: [
      { find: /^pf-grafana$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^pf-grafana\/fleet$/, replacement: fileURLToPath(new URL('src/fleet/index.ts', import.meta.url)) },
      { find: VALIDATORS, replacement: validators.path },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'dashboards/**/*.test.ts', 'alerting/**/*.test.ts', 'datasources/**/*.test.ts'],
    // Those are run by `pf-grafana test`.
    exclude: ['**/node_modules/**', '**/*.alert.test.ts'],
    // chdb's native library crashes in worker threads, so every test file runs in a process of its own.
    pool: 'forks',
    // A test may build and validate several folders, and a busy machine takes long for each.
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
