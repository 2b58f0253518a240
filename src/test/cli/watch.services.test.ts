import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { BIN, checkout, fleetProject, pfGrafana, project } from './run-cli.ts';

// Each test waits for several builds, which take long on a busy machine, so the timeout only catches hanging tests.
vi.setConfig({ testTimeout: 900_000 });

interface Watching {
  readonly child: ChildProcess;
  readonly output: () => string;
}

/** Starts `build --watch` in a folder and waits for its first build. */
async function watching(cwd: string, bin: string, options: SpawnOptions = {}): Promise<Watching> {
  const child = spawn(process.execPath, [bin, 'build', '--watch'], {
    cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'close').then(() => {
    throw new Error(`build --watch ended before its first build did:\n${text}`);
  });
  await Promise.race([ended, eventually(() => expect(text).toMatch(/^out: /m))]);
  // From here on, the test ends the process.
  ended.catch(() => undefined);
  return { child, output: () => text };
}

/** Saves like an editor: a new file replaces the old one. */
function save(path: string, text: string): void {
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

async function eventually(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: 300_000, interval: 50 });
}

test('build --watch follows a configuration and what it imports, and keeps the last good output', async () => {
  const folder = project({
    'pf-grafana.config.ts': `import { folder } from './folder.ts';\nexport default { name: 'purpleflea', folder };\n`,
    'folder.ts': `export const folder = 'One';\n`,
  });
  const config = (title: string) =>
    `import { defineRuleGroup } from 'pf-grafana';\nimport { folder } from './folder.ts';\nexport default { name: 'purpleflea', folder, ruleGroups: [defineRuleGroup(() => ({ name: '${title}', interval: '1m', rules: [] }))] };\n`;
  const rules = () => readFileSync(join(folder, 'out/provisioning/alerting/purpleflea-rules.yaml'), 'utf8');
  const { output } = await watching(folder, BIN);

  save(join(folder, 'pf-grafana.config.ts'), config('first'));
  await eventually(() => expect(rules()).toContain('name: first'));
  save(join(folder, 'folder.ts'), `export const folder = 'Two';\n`);
  await eventually(() => expect(rules()).toContain('folder: Two'));

  const good = rules();
  save(join(folder, 'folder.ts'), `export const folder = ;\n`);
  await eventually(() => expect(output()).toMatch(/^folder\.ts:1:23 {2}error {2}config\/syntax/m));
  expect(rules()).toBe(good);
  save(join(folder, 'folder.ts'), `throw new Error('boom');\nexport const folder = 'Three';\n`);
  await eventually(() => expect(output()).toMatch(/^folder\.ts:1:7 {2}error {2}config\/threw .*boom/m));
  expect(rules()).toBe(good);
  save(join(folder, 'folder.ts'), `export { folder } from './other.ts';\n`);
  await eventually(() => expect(output()).toMatch(/Could not resolve ".\/other.ts"/));
  save(join(folder, 'other.ts'), `export const folder = 'Four';\n`);
  await eventually(() => expect(rules()).toContain('folder: Four'));
});

test('Ctrl-C between two builds ends it cleanly', async () => {
  const { child, output } = await watching(fleetProject(), BIN);
  // Nothing was saved, so no other build is pending.
  await eventually(() => expect(output()).toMatch(/^Waiting for the next change\.$/m));
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('build --watch follows what a configuration imports from outside the working directory', async () => {
  const folder = project({ 'pf-grafana.config.ts': 'export default { name: "purpleflea" };\n' });
  const shared = project({ 'folder.ts': `export const folder = 'One';\n` });
  await watching(folder, BIN);
  save(
    join(folder, 'pf-grafana.config.ts'),
    `import { folder } from '${shared}/folder.ts';\nexport default { name: 'purpleflea', folder, ruleGroups: [{ kind: 'rule group', definedAt: '', build: () => ({ name: 'a', interval: '1m', rules: [] }) }] };\n`,
  );
  const rules = () => readFileSync(join(folder, 'out/provisioning/alerting/purpleflea-rules.yaml'), 'utf8');
  await eventually(() => expect(rules()).toContain('folder: One'));
  save(join(shared, 'folder.ts'), `export const folder = 'Two';\n`);
  await eventually(() => expect(rules()).toContain('folder: Two'));
});

test('build --watch follows files that a project passes through, even one that does not exist yet', async () => {
  const config = (more: string) =>
    `import { defineProject, fromFile } from 'pf-grafana';\nconst project = defineProject({ name: 'demo' });\nexport default project.build({ dashboards: [${more}] });\n`;
  const board = (title: string) => JSON.stringify({ uid: 'old', title, schemaVersion: 39, panels: [] });
  const folder = project({ 'pf-grafana.config.ts': config(`fromFile('boards/old.json')`) });
  mkdirSync(join(folder, 'boards'));
  writeFileSync(join(folder, 'boards/old.json'), board('One'));
  const { output } = await watching(folder, BIN);
  const built = (uid: string) => readFileSync(join(folder, `out/dashboards/demo/demo/${uid}.json`), 'utf8');
  expect(built('old')).toContain('One');
  save(join(folder, 'boards/old.json'), board('Two'));
  await eventually(() => expect(built('old')).toContain('Two'));
  save(join(folder, 'pf-grafana.config.ts'), config(`fromFile('later/new.json')`));
  await eventually(() => expect(output()).toMatch(/later\/new\.json cannot be read/));
  mkdirSync(join(folder, 'later'));
  save(join(folder, 'later/new.json'), board('Three').replace('old', 'new'));
  await eventually(() => expect(built('new')).toContain('Three'));
});

test('build --watch rebuilds the program from an edited definition', async () => {
  const folder = checkout();
  const { output } = await watching(folder, 'dist/bin.js');
  const wall = join(folder, 'dashboards/leaderboard.ts');
  const file = join(folder, 'out/dashboards/purpleflea/Purple Flea/pf-leaderboard.json');
  const source = readFileSync(wall, 'utf8');
  expect(existsSync(file)).toBe(true);

  save(wall, source.replace("'Wallet value'", "'Value of wallets'"));
  await eventually(() => expect(readFileSync(file, 'utf8')).toContain('Value of wallets'));
  save(wall, source.replace("'Wallet value'", "'Wallet value"));
  await eventually(() => expect(output()).toMatch(/dashboards\/leaderboard\.ts:\d+:\d+/));
  expect(readFileSync(file, 'utf8')).toContain('Value of wallets');
  save(wall, source.replace("'Wallet value'", "'Worth of wallets'"));
  await eventually(() => expect(readFileSync(file, 'utf8')).toContain('Worth of wallets'));
});

test('Ctrl-C in a build or between two ends it, and is not reported as a bug', async () => {
  const folder = project({ 'pf-grafana.config.ts': 'export default { name: "purpleflea" };\n' });
  const { child, output } = await watching(folder, BIN, { detached: true });
  save(join(folder, 'pf-grafana.config.ts'), 'export default { name: "purpleflea", folder: "Two" };\n');
  // Like a terminal: the signal goes to the whole process group, including the bundler.
  process.kill(-(child.pid ?? 0), 'SIGINT');
  expect([
    [0, null],
    [null, 'SIGINT'],
  ]).toContainEqual(await once(child, 'exit'));
  expect(output()).not.toContain('bug');
});

test('build --watch refuses unsupported options', () => {
  expect(pfGrafana(project(), 'build', '--watch', '--check')).toMatchObject({ code: 2, stdout: '' });
  expect(pfGrafana(project(), 'build', '--watch', '--config', 'nope.ts')).toMatchObject({ code: 2, stdout: '' });
});
