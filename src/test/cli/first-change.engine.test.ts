import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

/** The diffs of the page, in their order. */
const diffs = [...page.matchAll(/^```diff\n([^]*?)^```$/gm)].map(([, diff = '']) => diff);

/** The output on the page below a typed line, the nth time, up to the next one or the end of the block. */
function shown(line: string, nth = 0): string {
  const below = page.split(`    $ npx pf-grafana ${line}\n`)[nth + 1] ?? '';
  return /^(?: {4}(?!\$ ).*\n|\n(?= {4}(?!\$ )))*/.exec(below)?.[0].replaceAll(/^ {4}/gm, '') ?? '';
}

function apply(home: string, diff = ''): void {
  writeFileSync(join(home, 'change.diff'), diff);
  git(home, 'apply', 'change.diff');
  rmSync(join(home, 'change.diff'));
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
  apply(home, diffs[0]);
  for (const line of ['build', 'test', 'diff']) {
    const run = pfGrafana(home, line);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).not.toBe('');
    expect(run.stdout).toBe(shown(line));
  }
  expect(pfGrafana(home, 'validate').stdout).toContain('no findings');

  writeFileSync(join(home, 'metrics.txt'), /^```text\n([^]*?)^```$/m.exec(page)?.[1] ?? '');
  const catalog = 'catalog --exposition metrics.txt';
  expect(pfGrafana(home, ...catalog.split(' ')).stdout).toBe(shown(catalog));
  apply(home, diffs[1]);
  expect(pfGrafana(home, 'build').stdout).toBe(shown('build', 1));
  expect(pfGrafana(home, 'validate').stdout).toContain('no findings');
  const queries = readFileSync(join(home, 'queries.ts'), 'utf8');
  writeFileSync(join(home, 'queries.ts'), queries.replace('head_series', 'head_serie'));
  expect(pfGrafana(home, 'build').stderr).toBe(shown('build', 2));
});

test.skipIf(!hasPromtool())('an alert test as on the page about environments passes in each of them', () => {
  const environments = readFileSync(join(REPOSITORY, 'docs/environments.md'), 'utf8');
  const folder = project();
  expect(pfGrafana(folder, 'init', 'my-project').code).toBe(0);
  const home = join(folder, 'my-project');
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'));
  const facts = readFileSync(join(home, 'project.ts'), 'utf8');
  const two = "environments: { dev: { selector: { env: 'dev' } }, prod: { selector: { env: 'prod' } } },";
  writeFileSync(join(home, 'project.ts'), facts.replace("  teams: ['platform'],", `  teams: ['platform'],\n  ${two}`));
  const example = /^```ts\n(import \{ alertTest \}[^]*?)^```$/m.exec(environments)?.[1] ?? '';
  writeFileSync(join(home, 'alerting/target-rules.alert.test.ts'), example);
  expect(pfGrafana(home, 'build').code).toBe(0);
  const run = pfGrafana(home, 'test');
  expect(run.code, run.stdout).toBe(0);
  expect(run.stdout).toContain('2 passed, 0 failed');
});
