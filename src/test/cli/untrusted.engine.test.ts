import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, pfGrafanaProcess, project } from './run-cli.ts';

const MARK = "import { writeFileSync } from 'node:fs';\nwriteFileSync('executed', '');\nexport default {};\n";

/** A stranger's branch: programs in the places where this tool looks for them, and a folder. */
function branch(): string {
  const folder = project({ 'pf-grafana.config.mjs': MARK, 'a.alert.test.mjs': MARK, 'x.js': MARK });
  cpSync('src/test/fixtures/documents', join(folder, 'out'), { recursive: true });
  return folder;
}
const hasRun = (folder: string) => existsSync(join(folder, 'executed'));

test('a configuration in the working directory is run, and so are tests in TypeScript', () => {
  const folder = branch();
  pfGrafana(folder, 'validate');
  expect(hasRun(folder)).toBe(true);
  const other = branch();
  pfGrafana(other, 'test');
  expect(hasRun(other)).toBe(true);
});

test.each([
  ['validate', '--no-config'],
  ['validate', '--untrusted'],
  ['validate', 'out', '--untrusted', '--format', 'json'],
  ['diff', 'out', '--base', 'out', '--untrusted'],
  ['test', '--untrusted'],
  ['test', 'a.alert.test.mjs', '--untrusted'],
  ['query', 'x'],
  ['schema'],
  ['rules'],
  ['explain', 'alert/for'],
])('no program of the branch is run by %s %s %s', (...argv) => {
  const folder = branch();
  expect(pfGrafana(folder, ...argv).code).toBeLessThan(3);
  expect(hasRun(folder)).toBe(false);
});

test('the environment file of the server is only read, not run', () => {
  const folder = branch();
  writeFileSync(join(folder, 'server.env'), 'NODE_OPTIONS=--import=./x.js\nPG_GRAFANA_PASSWORD=a\n');
  const run = pfGrafanaProcess(folder, 'validate', '--no-config', '--server-env', 'server.env');
  expect([run.code, hasRun(folder)]).toEqual([1, false]);
  expect(pfGrafana(folder, 'validate', '--no-config', '--env-file', 'nothing.env').code).toBeGreaterThan(1);
});

test('with --untrusted, links are not followed and caches are not used', () => {
  const folder = branch();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync('purpleflea-rules.yaml', join(folder, 'out/provisioning/alerting/link.yaml'));
  const findings = (...flags: string[]) =>
    pfGrafana(folder, 'validate', '--no-config', '--format', 'json', ...flags).stdout;
  expect(findings()).not.toContain('links are not followed');
  expect(findings('--untrusted')).toContain('links are not followed');
  expect(findings('--untrusted')).toContain('query/');
});
