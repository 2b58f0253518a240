import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { checkout } from './run-cli.ts';

function check(folder: string) {
  return spawnSync(process.execPath, ['dist/bin.js', 'build', '--check'], { cwd: folder, encoding: 'utf8' });
}

test('an edited definition is never run with a stale bundle', () => {
  const folder = checkout();
  expect(check(folder)).toMatchObject({ status: 0, stderr: '' });
  const wall = join(folder, 'dashboards/leaderboard.ts');
  writeFileSync(wall, readFileSync(wall, 'utf8').replace("'Wallet value'", "'Value of wallets'"));
  const stale = check(folder);
  expect(stale.status).toBe(1);
  expect(stale.stdout).toContain('would be changed  dashboards/purpleflea/Purple Flea/pf-leaderboard.json');
});

test.each(['null', '[]', '{"src/bin.ts":'])('a list of inputs that contains %j is rebuilt', (text) => {
  const folder = checkout();
  const version = () => spawnSync(process.execPath, ['dist/bin.js', '--version'], { cwd: folder, encoding: 'utf8' });
  expect(version()).toMatchObject({ status: 0, stderr: '' });
  const inputs = join(folder, 'dist/inputs.json');
  writeFileSync(inputs, text);
  expect(version()).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(inputs, 'utf8').includes('"src/commands/build.ts"')).toBe(true);
});
