import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';

import { BIN } from './cli/run-cli.ts';

interface Step {
  readonly name: string;
  readonly run: string;
}
const { runs, inputs } = parse(readFileSync('action.yml', 'utf8')) as {
  readonly runs: { readonly steps: readonly Step[] };
  readonly inputs: Readonly<Record<string, unknown>>;
};
const page = readFileSync('docs/ci.md', 'utf8');
/** A recipe on the documentation page for CI. */
const recipe = (name: string): unknown =>
  parse(new RegExp(`^\`\`\`yaml ${name}\\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '');
const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly {
  readonly id: string;
  readonly entry: string;
}[];

/** A repository with one dashboard, whose title changed in the last commit. */
const folder = mkdtempSync(join(tmpdir(), 'pf-ci-'));
const git = (...argv: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], {
    cwd: folder,
    encoding: 'utf8',
  });
const board = (title: string): void =>
  writeFileSync(join(folder, 'out', 'b.json'), JSON.stringify({ uid: 'b', title, panels: [] }));

/** Runs a script like GitHub's runner and pre-commit, with the `npx` of a project that has pf-grafana installed. */
function run(
  script: string,
  env: Readonly<Record<string, string>> = {},
): { readonly code: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, ...env },
  });
  return { code: status, text: stdout + stderr };
}

beforeAll(() => {
  for (const name of ['bin', 'out', 'temp']) mkdirSync(join(folder, name));
  const npx = `#!/bin/sh\n[ "$1 $2" = "--no-install pf-grafana" ] || exit 9\nshift 2\nexec '${process.execPath}' '${BIN}' "$@"\n`;
  writeFileSync(join(folder, 'bin', 'npx'), npx, { mode: 0o755 });
  board('Before');
  git('init', '--quiet');
  git('add', 'out');
  git('commit', '--quiet', '-m', 'one');
  board('After');
  git('commit', '--quiet', '-am', 'two');
});
afterAll(() => rmSync(folder, { recursive: true }));

const stepOf = (name: string): string => runs.steps.find((step) => step.name === name)?.run ?? '';

test('the action annotates findings and fails on errors', () => {
  const env = { FOLDER: 'out', UNTRUSTED: '' };
  expect(run(stepOf('Validate'), env)).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'out', 'broken.json'), '{"uid": "c", "title": "C", "panels": [');
  const broken = run(stepOf('Validate'), { ...env, UNTRUSTED: '--untrusted' });
  rmSync(join(folder, 'out', 'broken.json'));
  expect(broken.code).toBe(1);
  expect(broken.text).toMatch(/^::error file=out\/broken\.json/m);
});

test('the action writes the changes of the pull request to the summary and the comment', () => {
  const summary = join(folder, 'temp', 'summary.md');
  const env = { FOLDER: 'out', UNTRUSTED: '', BASE: git('rev-parse', 'HEAD~1').trim() };
  const { code, text } = run(stepOf('Show what the pull request changes'), {
    ...env,
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_STEP_SUMMARY: summary,
  });
  expect({ code, text }).toMatchObject({ code: 0 });
  expect(readFileSync(summary, 'utf8')).toContain('After');
  expect(readFileSync(join(folder, 'temp', 'pf-grafana-diff.md'), 'utf8')).toBe(readFileSync(summary, 'utf8'));
});

test.each(hooks.map(({ entry }) => entry))('the hook %s is a valid command line', (entry) => {
  const { code, text } = run(entry);
  // There is no configuration to build, which must be the reported error, not an unknown option.
  expect(text).not.toContain('unknown option');
  expect(code).toBe(entry.endsWith('--check') ? 2 : 0);
});

test('the GitLab recipe reports findings and the changes of the branch', () => {
  const { grafana } = recipe('gitlab.yml') as { readonly grafana: { readonly script: readonly string[] } };
  const line = (verb: string) =>
    grafana.script.find((text) => text.includes(` ${verb} `))?.replace('npx', 'npx --no-install') ?? '';
  const [validate, diff] = [line('validate'), line('diff')];
  expect(run(validate)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'findings.xml'), 'utf8')).toContain('<testsuite');
  for (const env of [{}, { CI_MERGE_REQUEST_DIFF_BASE_SHA: git('rev-parse', 'HEAD~1').trim() }]) {
    expect(run(diff, env)).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'diff.md'), 'utf8')).toContain('After');
  }
});

test('the page uses the names of the action and of the hooks', () => {
  const { jobs } = recipe('github.yml') as {
    readonly jobs: { readonly grafana: { readonly steps: readonly object[] } };
  };
  const given = jobs.grafana.steps.flatMap((step) =>
    'uses' in step && String(step.uses).includes('/pf-grafana@') && 'with' in step
      ? Object.keys(step.with as object)
      : [],
  );
  expect(given).toEqual(['folder', 'check', 'comment']);
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given));
  const { repos } = recipe('pre-commit.yml') as {
    readonly repos: readonly { readonly hooks: readonly { readonly id: string }[] }[];
  };
  expect(repos.flatMap((repo) => repo.hooks.map(({ id }) => id))).toEqual(hooks.map(({ id }) => id));
});
