import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { FLEET, pfGrafana, project, SMALL } from './run-cli.ts';

const ENVIRONMENTS = `
receivers: {chat: {type: slack, url: {env: CHAT_URL_OF_THIS_TEST}}}
environments:
  dev: {datasources: {postgres: {url: 'pg.dev:5432', password: {env: DEV_PASSWORD_OF_THIS_TEST}}}}
  prod: {grafana: {version: '11.2'}, datasources: {postgres: {url: 'pg.prod:5432', password: {file: /run/pg}}}}
`;
const withEnvironments = () => project({ 'pf-grafana.config.yaml': `${SMALL}${ENVIRONMENTS}` });
const datasources = (folder: string, name: string) =>
  readFileSync(join(folder, 'out', name, 'provisioning/datasources/purpleflea.yaml'), 'utf8');

describe('build', () => {
  test('writes a complete folder for each environment, and nothing else', () => {
    const folder = withEnvironments();
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(join(folder, 'out'))).toEqual(['dev', 'prod']);
    expect(readdirSync(join(folder, 'out/prod'))).toEqual(['env.example', 'manifest.json', 'provisioning', 'schemas']);
    expect([datasources(folder, 'dev'), datasources(folder, 'prod')]).toEqual([
      expect.stringContaining('pg.dev:5432'),
      expect.stringContaining('pg.prod:5432'),
    ]);
    expect(pfGrafana(folder, 'build', '--env', 'all', '--check').code).toBe(0);
  });
  test('--env builds and checks one', () => {
    const folder = withEnvironments();
    expect(pfGrafana(folder, 'build', '--env', 'prod').stdout).toMatch(/^out\/prod: \d+ created/m);
    expect(readdirSync(join(folder, 'out'))).toEqual(['prod']);
    expect(pfGrafana(folder, 'build', '--env', 'prod', '--check').code).toBe(0);
    const check = pfGrafana(folder, 'build', '--check', '--json');
    expect(check.code).toBe(1);
    expect(JSON.parse(check.stdout)).toMatchObject([
      { environment: 'dev', out: 'out/dev', upToDate: false },
      { environment: 'prod', out: 'out/prod', upToDate: true },
    ]);
  });
  test('the folder of an environment that is gone is reported until it is removed', () => {
    const folder = withEnvironments();
    pfGrafana(folder, 'build');
    const config = join(folder, 'pf-grafana.config.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('dev:', 'staging:'));
    const text = /output\/left-environment {2}out\/dev was built for the environment "dev"/;
    for (const run of [pfGrafana(folder, 'build'), pfGrafana(folder, 'build')])
      expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(text) as string });
    expect(pfGrafana(folder, 'build', '--check')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(text) as string,
    });
    rmSync(join(folder, 'out/dev'), { recursive: true });
    expect(pfGrafana(folder, 'build', '--check')).toMatchObject({ code: 0, stderr: '' });
    mkdirSync(join(folder, 'out/theirs'));
    writeFileSync(join(folder, 'out/theirs/manifest.json'), '{"project": "other"}');
    expect(pfGrafana(folder, 'build', '--check').stderr).toBe('');
  });
  test('a build with nothing to do is recognised by hashes, for all and for one', () => {
    const folder = withEnvironments();
    mkdirSync(join(folder, 'node_modules'));
    pfGrafana(folder, 'build');
    pfGrafana(folder, 'build', '--env', 'dev');
    expect(
      readdirSync(join(folder, 'node_modules/.cache/pf-grafana')).filter((name) => name.startsWith('build-')),
    ).toHaveLength(2);
    expect(pfGrafana(folder, 'build').stdout).toMatch(
      /^out\/dev: 0 created, 0 changed, 0 removed, \d+ unchanged\nout\/prod: 0 created, 0 changed, 0 removed, \d+ unchanged\n$/,
    );
    writeFileSync(join(folder, 'out/dev/env.example'), 'edited');
    expect(pfGrafana(folder, 'build', '--check').code).toBe(1);
    expect(pfGrafana(folder, 'build', '--env', 'prod', '--check').code).toBe(0);
  });
  test('files of a build without environments are removed, except edited ones', () => {
    const folder = project({ 'pf-grafana.config.yaml': `${SMALL}folder: A\n` });
    mkdirSync(join(folder, 'node_modules'));
    pfGrafana(folder, 'build');
    const edited = join(folder, 'out/provisioning/datasources/purpleflea.yaml');
    const text = readFileSync(edited, 'utf8');
    writeFileSync(edited, 'edited');
    writeFileSync(join(folder, 'out/notes.txt'), 'mine');
    writeFileSync(join(folder, 'pf-grafana.config.yaml'), `${SMALL}${ENVIRONMENTS}`);
    expect(pfGrafana(folder, 'build', '--env', 'prod').code).toBe(0);
    const kept = pfGrafana(folder, 'build');
    expect(kept.code).toBe(1);
    expect(kept.stdout).toMatch(
      /^removed {2}provisioning\/dashboards\/none\.yaml\n[^]*kept {5}provisioning\/datasources\/purpleflea\.yaml/m,
    );
    expect(readdirSync(join(folder, 'out'))).toEqual(['dev', 'manifest.json', 'notes.txt', 'prod', 'provisioning']);
    writeFileSync(edited, text);
    expect(pfGrafana(folder, 'build', '--check').code).toBe(1);
    expect(pfGrafana(folder, 'build').code).toBe(0);
    expect(readdirSync(join(folder, 'out'))).toEqual(['dev', 'notes.txt', 'prod']);
    expect(pfGrafana(folder, 'build', '--check').stdout).toMatch(/^out\/dev: .*\nout\/prod: .*\n$/);
  });
  test('one wrong environment leaves all folders unchanged', () => {
    const folder = project({
      'pf-grafana.config.yaml': `${FLEET}environments:\n  dev: {}\n  prod: {folder: Revenue, grafana: {version: "11.2"}}\n`,
    });
    const run = pfGrafana(folder, 'build');
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/dashboard\/folder-slug {2}Environment "prod": /);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
  test('the error for an unknown environment lists the known ones', () => {
    const run = pfGrafana(withEnvironments(), 'build', '--env', 'staging');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/no environment "staging"\.\n {2}hint: Use one of: dev, prod, or all\./);
  });
});

test('list shows one environment or all', () => {
  const folder = withEnvironments();
  expect(Object.keys(JSON.parse(pfGrafana(folder, 'list', '--json').stdout) as object)).toEqual(['dev', 'prod']);
  expect(JSON.parse(pfGrafana(folder, 'list', '--env', 'dev', '--json').stdout)).toMatchObject({
    receivers: [{ name: 'chat' }],
  });
});

describe('env', () => {
  test('lists each variable and file with its uses and the effect of its absence', () => {
    const run = pfGrafana(withEnvironments(), 'env', '--env', 'prod');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(
      '  CHAT_URL_OF_THIS_TEST  secret, unset, Grafana refuses to start\n    provisioning/alerting/purpleflea-contact-points.yaml  contactPoints[chat].receivers[pf-chat]  settings.url\n',
    );
    expect(run.stdout).toContain(
      '  /run/pg\n    provisioning/datasources/purpleflea.yaml  datasources[purpleflea-postgres]  secureJsonData.password\n',
    );
    expect(run.stdout).not.toContain('DEV_PASSWORD');
  });
  test('--check exits with 1 until every variable is set, and never shows a value', () => {
    const folder = withEnvironments();
    const json = pfGrafana(folder, 'env', '--env', 'dev', '--json', '--check');
    expect(json.code).toBe(1);
    expect((JSON.parse(json.stdout) as { variables: { name: string; state: string }[] }).variables).toContainEqual(
      expect.objectContaining({ name: 'DEV_PASSWORD_OF_THIS_TEST', state: 'unset' }),
    );
    const names = [...pfGrafana(folder, 'env', '--env', 'dev').stdout.matchAll(/^ {2}(\w+) {2}(?:not )?secret/gm)].map(
      ([, name]) => name ?? '',
    );
    expect(names).toContain('DEV_PASSWORD_OF_THIS_TEST');
    const filled = Object.fromEntries(names.map((name) => [name, 'hunter2']));
    const ready = pfGrafana({ cwd: folder, env: filled }, 'env', '--env', 'dev', '--check');
    expect(ready).toMatchObject({ code: 0, stderr: '' });
    expect(ready.stdout).not.toContain('hunter2');
    expect(
      pfGrafana({ cwd: folder, env: { ...filled, CHAT_URL_OF_THIS_TEST: '' } }, 'env', '--env', 'dev', '--check')
        .stdout,
    ).toMatch(/\nNot ready: CHAT_URL_OF_THIS_TEST \(unset\)\.\n$/);
    expect(
      pfGrafana({ cwd: folder, env: { ...filled, CHAT_URL_OF_THIS_TEST: '808' } }, 'env', '--env', 'dev', '--check')
        .stdout,
    ).toMatch(/\nNot ready: CHAT_URL_OF_THIS_TEST \(reads as a number or a bool\)\.\n$/);
  });
});
