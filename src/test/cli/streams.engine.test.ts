import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { expect, test } from 'vitest';

import { BIN, project } from './run-cli.ts';

const shell = (script: string) =>
  spawnSync('bash', ['-c', script], { cwd: project(), encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', BIN } });

test('a closed pipe is not an error', () => {
  const { stderr, stdout } = shell('node "$BIN" rules --json | head -c 10; echo " ${PIPESTATUS[0]}"');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^.{10} 0\n$/s);
});

test.skipIf(!existsSync('/dev/full'))('a full disk is reported when output cannot be written', () => {
  const { status, stderr } = shell('node "$BIN" rules > /dev/full');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^The output could not be written: .*ENOSPC.*\n$/)]);
});

test('an outdated Node gets a one-line message', () => {
  const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.8'}})`;
  const { status, stdout, stderr } = shell(`node --import "${older}" "$BIN" rules`);
  expect([status, stdout, stderr]).toEqual([2, '', 'pf-grafana needs Node 20.19 or newer; this is Node 18.20.8.\n']);
});
