import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import type { NamedDiff } from '../../diff/print/words.ts';
import { checkout, pfGrafana, project } from './run-cli.ts';

const RULES = 'out/provisioning/alerting/purpleflea-rules.yaml';

/** A repository with the committed pack on its branch main. */
function repository(): string {
  const folder = project();
  cpSync('out', join(folder, 'out'), { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  commit(folder, 'pack');
  return folder;
}

function git(cwd: string, ...argv: readonly string[]): void {
  execFileSync(
    'git',
    ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', ...argv],
    { cwd, stdio: 'ignore' },
  );
}

function commit(cwd: string, message: string): void {
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', message);
}

function edit(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text.replace(from, to)).not.toBe(text);
  writeFileSync(path, text.replace(from, to));
}

/** Labels of the changed objects. */
function differing(folder: string, ...argv: readonly string[]): string[] {
  const run = pfGrafana(folder, 'diff', '--format', 'json', ...argv);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return (JSON.parse(run.stdout) as NamedDiff[]).flatMap(({ objects }) => objects.map(({ label }) => label));
}

test('the working tree against the commit, and --exit-code', () => {
  const folder = repository();
  expect(pfGrafana(folder, 'diff', '--exit-code')).toEqual({ code: 0, stdout: 'No differences.\n', stderr: '' });
  edit(join(folder, RULES), 'for: "2m"', 'for: "5m"');
  expect(pfGrafana(folder, 'diff')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('for: 2m -> 5m') as string,
  });
  expect(pfGrafana(folder, 'diff', '--exit-code').code).toBe(1);
  expect(pfGrafana(join(folder, 'out'), 'diff', '.').stdout).toContain('for: 2m -> 5m');
});

test('each rule and dashboard with its definition line, if the project is here', () => {
  const folder = checkout();
  cpSync(join(folder, 'out'), join(folder, 'old'), { recursive: true });
  edit(join(folder, RULES), 'for: "2m"', 'for: "5m"');
  const run = pfGrafana(folder, 'diff', '--base', 'old', '--format', 'json');
  const [rule] = (JSON.parse(run.stdout) as NamedDiff[]).flatMap(({ objects }) => objects);
  const { file = '', line = 0 } = rule?.definedAt ?? {};
  const uid = (rule?.identity ?? '').replace('pf-', '');
  expect(readFileSync(join(folder, file), 'utf8').split('\n')[line - 1]).toContain(uid);
  expect(pfGrafana(folder, 'diff', '--base', 'old').stdout).toContain(`  ${file}:${line}\n`);
  expect(pfGrafana(folder, 'diff', '--base', 'old', '--format', 'md').stdout).toContain('Defined at ');
});

test('a branch against its merge base', () => {
  const folder = repository();
  git(folder, 'switch', '--quiet', '--create', 'mine');
  rmSync(join(folder, 'out/dashboards/purpleflea/Purple Flea/pf-revenue.json'));
  commit(folder, 'mine');
  git(folder, 'switch', '--quiet', 'main');
  edit(join(folder, RULES), 'for: "2m"', 'for: "5m"');
  commit(folder, 'theirs');
  git(folder, 'switch', '--quiet', 'mine');
  expect(differing(folder, '--base', 'main')).toEqual(['Dashboard "Revenue"']);
  expect(differing(folder)).toEqual([]);
});

test('before the first commit everything is new', () => {
  const folder = project();
  cpSync('out', join(folder, 'out'), { recursive: true });
  git(folder, 'init', '--quiet');
  const run = pfGrafana(folder, 'diff', '--format', 'json');
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const objects = (JSON.parse(run.stdout) as NamedDiff[]).flatMap((diff) => diff.objects);
  expect(objects.length).toBeGreaterThan(20);
  const ours = objects.filter(({ kind }) => kind !== 'variables' && kind !== 'deletions');
  expect(ours.filter(({ change }) => change !== 'added')).toEqual([]);
});

test('a folder against a folder, and against a missing one', () => {
  const folder = repository();
  cpSync(join(folder, 'out'), join(folder, 'old'), { recursive: true });
  edit(join(folder, RULES), 'isPaused: false', 'isPaused: true');
  expect(differing(folder, '--base', 'old')).toEqual(['Rule "Agent Drawdown Breach"']);
  expect(differing(folder, 'old')).toHaveLength(new Set(differing(folder, 'old')).size);
  expect(differing(folder, 'old').length).toBeGreaterThan(20);
});

test('each environment by name', () => {
  const folder = project();
  for (const name of ['dev', 'prod']) {
    cpSync('out', join(folder, 'out', name), { recursive: true });
    cpSync('out', join(folder, 'old', name), { recursive: true });
  }
  edit(join(folder, 'out/prod/provisioning/alerting/purpleflea-rules.yaml'), 'for: "2m"', 'for: "5m"');
  const diffs = JSON.parse(pfGrafana(folder, 'diff', '--base', 'old', '--format', 'json').stdout) as NamedDiff[];
  expect(diffs.map(({ name, objects }) => [name, objects.length])).toEqual([
    ['dev', 0],
    ['prod', 1],
  ]);
});

test('one picture for each changed dashboard', () => {
  const folder = repository();
  edit(join(folder, 'out/dashboards/purpleflea/Purple Flea/pf-revenue.json'), '"w": 12', '"w": 6');
  const run = pfGrafana(
    folder,
    'diff',
    '--format',
    'md',
    '--svg-dir',
    'pictures',
    '--svg-url',
    'https://example.com/pr-7/',
  );
  expect(run.stdout).toContain('![Layout before and after](https://example.com/pr-7/pf-revenue.svg)');
  expect(readdirSync(join(folder, 'pictures'))).toEqual(['pf-revenue.svg']);
});

test.each([
  ['an unknown ref', ['--base', 'nowhere'], /diff\/base {2}There is no commit or folder nowhere/],
  ['a missing folder', ['nowhere'], /diff\/folder {2}There is no folder nowhere/],
  ['an option as a ref', ['--base', '--output=x'], /diff\/base/],
])('%s exits with 2', (_name, argv, message) => {
  const run = pfGrafana(repository(), 'diff', ...argv);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(message);
});

test('an unreadable file is not reported as a removed object', () => {
  const folder = repository();
  writeFileSync(join(folder, RULES), 'groups: [');
  expect(pfGrafana(folder, 'diff')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(`${RULES}:1:`) as string,
  });
});

test('the page about diff shows its actual output', () => {
  const folder = repository();
  git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  // The first rule of the file, and the first values in it.
  edit(join(folder, RULES), 'for: "2m"', 'for: "5m"');
  edit(join(folder, RULES), 'severity: critical', 'severity: warning');
  edit(join(folder, RULES), 'last_over_time(agent:pf_drawdown:max[6h])', 'last_over_time(agent:pf_drawdown:max[1h])');
  edit(join(folder, 'out/provisioning/datasources/purpleflea.yaml'), 'uid: pf-loki', 'uid: loki');
  const board = join(folder, 'out/dashboards/purpleflea/Purple Flea/pf-leaderboard.json');
  const json = JSON.parse(readFileSync(board, 'utf8')) as { panels: { title: string; gridPos: object }[] };
  const [left, right] = ['Fleet P&L', '24 h change'].map((title) => json.panels.find((panel) => panel.title === title));
  expect(left && right).toBeDefined();
  if (left && right) [left.gridPos, right.gridPos] = [right.gridPos, left.gridPos];
  writeFileSync(board, JSON.stringify(json, null, 2));
  const { stdout } = pfGrafana(folder, 'diff', '--base', 'origin/main');
  const shown = stdout.replaceAll(/^(?=.)/gm, '    ');
  expect(readFileSync('docs/diff.md', 'utf8')).toContain(`    $ npx pf-grafana diff --base origin/main\n${shown}`);
});
