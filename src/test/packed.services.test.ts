import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { REPOSITORY } from './support/out-folder.ts';

// What a stranger does with the package. Needs the registry, for the dependencies only.

const work = mkdtempSync(join(tmpdir(), 'pf-packed-'));
const demo = join(work, 'demo');
let tarball = '';

/** Runs a program in a folder; what it printed, and a failure when it ends with another code than 0. */
function run(cwd: string, program: string, ...args: readonly string[]): string {
  // The variables of the `npm` that runs the tests would tell this one that it works for that project.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  return execFileSync(program, args, { cwd, encoding: 'utf8', env: { ...env, CI: 'true', NO_COLOR: '1' } });
}

beforeAll(() => {
  run(REPOSITORY, 'npm', 'pack', '--silent', '--pack-destination', work);
  tarball = join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'no tarball');
  mkdirSync(join(work, 'unpacked'));
  run(work, 'tar', '-xzf', tarball, '-C', 'unpacked');
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the unpacked program starts a project without any dependency beside it', () => {
  expect(run(work, process.execPath, 'unpacked/package/dist/bin.js', 'init', 'demo')).toContain('demo/package.json');
});

test('the project installs the package, and builds, validates and checks with it', () => {
  run(demo, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
  expect(run(demo, 'npx', 'pf-grafana', 'build')).toMatch(/^out: [1-9]\d* created, 0 changed/m);
  run(demo, 'npx', 'pf-grafana', 'validate');
  run(demo, 'npm', 'run', 'check');
});
