import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { project } from './run-cli.ts';

const SOURCES = ['src', 'dashboards', 'alerting', 'datasources', 'out', 'package.json', 'package-lock.json', 'pf-grafana.config.ts'];

function checkout(): string {
  const folder = project();
  for (const source of SOURCES) cpSync(source, join(folder, source), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'dist'));
  cpSync('dist/bin.js', join(folder, 'dist/bin.js'));
  return folder;
}

function check(folder: string) {
  return spawnSync(process.execPath, ['dist/bin.js', 'build', '--check'], { cwd: folder, encoding: 'utf8' });
}

test('an edited definition is never met by a stale bundle', () => {
  const folder = checkout();
  expect(check(folder)).toMatchObject({ status: 0, stderr: '' });
  const wall = join(folder, 'dashboards/leaderboard.ts');
  writeFileSync(wall, readFileSync(wall, 'utf8').replace("'Wallet value'", "'Value of wallets'"));
  const stale = check(folder);
  expect(stale.status).toBe(1);
  expect(stale.stdout).toContain('would be changed  dashboards/purpleflea/Purple Flea/pf-leaderboard.json');
});
