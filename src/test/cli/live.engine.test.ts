import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { diskTree } from '../../folder/disk-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { fakeGrafana, type GrafanaState, loadedState } from '../support/fake-grafana.ts';
import { REPOSITORY } from '../support/out-folder.ts';
import { pfGrafanaBeside, project, type Run } from './run-cli.ts';

/** A folder with the committed pack and a token, and a Grafana that has loaded it. */
async function deployed(change: (state: GrafanaState) => void = () => undefined) {
  const folder = project({ token: 'glsa_test\n' });
  cpSync(join(REPOSITORY, 'out'), join(folder, 'out'), { recursive: true });
  const state = loadedState(openFolder(diskTree(), join(folder, 'out/provisioning')));
  change(state);
  const { url, server } = await fakeGrafana(state);
  onTestFinished(() => void server.close());
  return { folder, url, state };
}

const live = (cwd: string, ...argv: readonly string[]): Promise<Run> => pfGrafanaBeside(cwd, 'live', ...argv);

test('a Grafana that has loaded the committed folder has no findings', async () => {
  const { folder, url } = await deployed();
  const run = await live(folder, '--url', url, '--token-file', 'token');
  expect(run.stdout).toMatch(/^Grafana 12\.4\.0 has all \d+ objects of the folder, and all of them work\.\n$/);
  expect(run).toMatchObject({ code: 0, stderr: '' });
});

test('missing, changed or broken objects exit with 1, and are reported in every format', async () => {
  const { folder, url } = await deployed((state) => {
    state.dashboards.delete('pf-revenue');
    Object.assign(state.rules[0] ?? {}, { for: '30m' });
    state.health.set('pf-loki', [400, { status: 'ERROR', message: 'no route to host' }]);
  });
  const argv = ['--url', url, '--token-file', 'token'] as const;
  const pretty = await live(folder, ...argv);
  expect(pretty.code).toBe(1);
  expect(pretty.stdout).toContain('error  live/missing  Dashboard "Revenue" is not in Grafana.');
  expect(pretty.stdout).toContain('for: 30m -> 2m');
  expect(pretty.stdout).toContain('does not work: no route to host');
  expect(pretty.stdout).toMatch(/3 objects of \d+ are not as defined in the folder, in Grafana 12\.4\.0\.\n$/);
  const json = JSON.parse((await live(folder, ...argv, '--format', 'json')).stdout) as {
    version: string;
    objects: { label: string; findings: { id: string; line?: number }[] }[];
  };
  expect(json.objects.flatMap(({ findings }) => findings.map(({ id }) => id)).sort()).toEqual([
    'live/drifted',
    'live/missing',
    'live/unhealthy',
  ]);
  const junit = await live(folder, ...argv, '--format', 'junit');
  const boards = readdirSync(join(folder, 'out/dashboards'), { recursive: true }).filter((name) =>
    String(name).endsWith('.json'),
  );
  expect(junit.stdout).toContain(`<testsuite name="dashboard" tests="${boards.length}" failures="1">`);
});

test('--wait retries until everything is there', async () => {
  const { folder, url, state } = await deployed((loaded) => (loaded.database = 'starting'));
  setTimeout(() => (state.database = 'ok'), 1500);
  expect(await live(folder, '--url', url, '--token-file', 'token', '--wait', '1m')).toMatchObject({ code: 0 });
});

describe('exits with 2 if it cannot run:', () => {
  test('no server', async () => {
    const { folder } = await deployed();
    const run = await live(folder, '--url', 'http://127.0.0.1:9', '--token-file', 'token');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('live/unreachable  Could not connect to http://127.0.0.1:9');
    expect(run.stderr).toContain('hint:');
  });

  test.each([
    ['another token', { token: 'wrong' }, /does not accept the token/],
    ['no token in the file', { token: ' \n' }, /usage\/token .*does not contain a token/],
    ['a token with a line break in it', { token: 'a\nb' }, /usage\/token/],
  ])('%s', async (_name, files, message) => {
    const { folder, url } = await deployed();
    writeFileSync(join(folder, 'token'), files.token);
    const run = await live(folder, '--url', url, '--token-file', 'token');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toContain(files.token.trim() || 'glsa_test');
  });

  test('another server', async () => {
    const { folder } = await deployed();
    const server = createServer((_request, response) => response.end('<html>hello</html>'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const run = await live(folder, '--url', url, '--token-file', 'token');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('response to /api/health does not come from Grafana');
  });

  test('an invalid URL, and two environments', async () => {
    const { folder, url } = await deployed();
    const run = await live(folder, '--url', 'grafana', '--token-file', 'token');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('live/url');
    for (const name of ['dev', 'prod']) {
      mkdirSync(join(folder, 'both', name), { recursive: true });
      cpSync(join(REPOSITORY, 'out'), join(folder, 'both', name), { recursive: true });
    }
    const two = await live(folder, 'both', '--url', url, '--token-file', 'token');
    expect(two).toMatchObject({ code: 2, stdout: '' });
    expect(two.stderr).toContain('2 environments');
  });
});

test('every option and every finding is in the documentation', async () => {
  const docs = readFileSync(join(REPOSITORY, 'docs/live.md'), 'utf8');
  const help = (await live(REPOSITORY, '--help')).stdout;
  const options = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = '']) => option);
  expect(options.length).toBeGreaterThan(4);
  for (const option of options) expect(docs).toContain(`\`${option} `);
  for (const problem of ['missing', 'drifted', 'foreign', 'unhealthy']) expect(docs).toContain(`\`live/${problem}\``);
});
