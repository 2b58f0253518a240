import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import packageFile from '../../package.json' with { type: 'json' };
import { copySources, run } from './support/tarball.ts';

const work = mkdtempSync(join(tmpdir(), 'pf-clone-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('a clone builds the program with only npm ci, and out/ matches the definitions of the last commit', () => {
  const [origin, clone] = [join(work, 'origin'), join(work, 'clone')];
  // A CI may have unpacked the sources without the Git history.
  copySources(origin);
  run(origin, 'git', 'init', '--quiet');
  run(origin, 'git', 'add', '--all');
  run(origin, 'git', '-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '-m', 'All of it');
  run(work, 'git', 'clone', '--quiet', origin, clone);
  expect(existsSync(join(clone, 'dist'))).toBe(false);
  run(clone, 'npm', 'ci', '--silent', '--prefer-offline', '--no-audit', '--no-fund');
  expect(existsSync(join(clone, 'dist/cli.js'))).toBe(true);
  expect(run(clone, 'npx', 'pf-grafana', '--version')).toBe(`${packageFile.version}\n`);
  expect(run(clone, 'npx', 'pf-grafana', 'build', '--check')).toMatch(/^out: 0 created, 0 changed, 0 removed, [1-9]/m);
  expect(run(clone, 'git', 'status', '--porcelain')).toBe('');
});
