import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect, test } from 'vitest';

import { REPOSITORY } from '../support/out-folder.ts';
import { hasPromtool } from '../support/promtool.ts';
import { pfGrafana, project } from './run-cli.ts';

const page = readFileSync(join(REPOSITORY, 'docs/start.md'), 'utf8');

function git(cwd: string, ...argv: readonly string[]): void {
  const as = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...as, ...argv], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The output on the page below a typed line, up to the next one or the end of the block. */
function shown(line: string): string {
  const [, below = ''] = page.split(`    $ npx pf-grafana ${line}\n`);
  return /^(?: {4}(?!\$ ).*\n|\n(?= {4}(?!\$ )))*/.exec(below)?.[0].replaceAll(/^ {4}/gm, '') ?? '';
}

test.skipIf(!hasPromtool())('the first change of a new project takes exactly the steps on the page', () => {
  const folder = project();
  expect(pfGrafana(folder, 'init', 'my-project').code).toBe(0);
  const home = join(folder, 'my-project');
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'));
  expect(pfGrafana(home, 'build').code).toBe(0);
  git(home, 'init', '--quiet');
  git(home, 'add', '.');
  git(home, 'commit', '--quiet', '--message', 'a project');
  writeFileSync(join(home, 'change.diff'), /^```diff\n([^]*?)^```$/m.exec(page)?.[1] ?? '');
  git(home, 'apply', 'change.diff');
  for (const line of ['build', 'test', 'diff']) {
    const run = pfGrafana(home, line);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).not.toBe('');
    expect(run.stdout).toBe(shown(line));
  }
  expect(pfGrafana(home, 'validate').stdout).toContain('no findings');
});
