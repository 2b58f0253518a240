import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'dashboards/**/*.test.ts', 'alerting/**/*.test.ts', 'datasources/**/*.test.ts'],
    // Those are run by `pf-grafana test`.
    exclude: ['**/node_modules/**', '**/*.alert.test.ts'],
    // chdb's native library crashes in worker threads, so every test file runs in a process of its own.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
