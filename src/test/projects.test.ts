import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { REPOSITORY } from './support/out-folder.ts';

/** Imports that start a database, Prometheus or the program itself. */
const ENGINE =
  /from '(?:chdb|@electric-sql\/pglite|[^']*\/(?:run-cli|promtool|prometheus-server|clickhouse-store|postgres-store|clickhouse-engine|postgres-engine)\.ts)'/;
/** Changes to the process that other unit tests in the same thread would see. */
const SHARED = /process\.(?:chdir\(|exitCode\s*=|env(?:\.\w+|\['\w+'\])\s*=[^=])/;

/** All unit tests except this one, which contains the searched texts. */
const files = ['src', 'dashboards', 'alerting', 'datasources']
  .flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.test.ts') && !/\.(?:alert|engine|services)\.test\.ts$/.test(path))
  .filter((path) => path !== 'src/test/projects.test.ts');

test('a test that starts an engine is named *.engine.test.ts', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((path) => ENGINE.test(textOf(path)))).toEqual([]);
});

test('a unit test shares its thread, so it does not change the process', () => {
  expect(files.filter((path) => SHARED.test(textOf(path)))).toEqual([]);
});

test.each([
  ["import { Session } from 'chdb';", true, false],
  ["import { pfGrafana } from './run-cli.ts';", true, false],
  ["import { hasPromtool } from '../../test/support/promtool.ts';", true, false],
  ["import { expect } from 'vitest';", false, false],
  ["process.chdir('x');", false, true],
  ["process.env['CI'] = '1';", false, true],
  ["if (process.env['CI'] === '1') return;", false, false],
])('%s is detected: engine %j, shared %j', (text, isEngine, isShared) => {
  expect([ENGINE.test(text), SHARED.test(text)]).toEqual([isEngine, isShared]);
});

function textOf(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}
