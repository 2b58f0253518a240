import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { FLEET, NAMES, pfGrafana, project } from './run-cli.ts';

const CONFIG = 'pf-grafana.config.yaml';
const receivers = (...names: string[]) =>
  `grafana: {version: "12.0"}\n${NAMES}receivers: {${names.map((name) => `${name}: {type: slack, url: {env: X}}`).join(', ')}}\n`;
const read = (folder: string, path: string): unknown => parse(readFileSync(join(folder, 'out', path), 'utf8'));

test('environments take over the objects of the folder without environments', () => {
  const folder = project({ [CONFIG]: receivers('one', 'two') });
  pfGrafana(folder, 'build');
  writeFileSync(join(folder, CONFIG), `${receivers('one')}environments: {prod: {}}\n`);
  expect(pfGrafana(folder, 'build')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('deletes  contact-point/1/pf-two') as string,
  });
  expect(read(folder, 'prod/provisioning/alerting/00-purpleflea-deletions.yaml')).toEqual({
    apiVersion: 1,
    deleteContactPoints: [{ orgId: 1, uid: 'pf-two' }],
  });
});

describe('removed objects are deleted until they are forgotten', () => {
  test('a receiver, and the rules and data sources of the fleet', () => {
    const withFleet = (text: string) => text.replace(NAMES, FLEET);
    const folder = project({ [CONFIG]: withFleet(receivers('one', 'two')) });
    mkdirSync(join(folder, 'node_modules'));
    expect(pfGrafana(folder, 'build').code).toBe(0);
    expect(existsSync(join(folder, 'out/provisioning/alerting/00-purpleflea-deletions.yaml'))).toBe(false);

    writeFileSync(join(folder, CONFIG), withFleet(receivers('one')));
    const check = pfGrafana(folder, 'build', '--check');
    expect(check).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('deletes  contact-point/1/pf-two (contact point "pf-two")\n') as string,
    });
    expect(pfGrafana(folder, 'build')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('deletes  contact-point/1/pf-two') as string,
    });
    expect(read(folder, 'provisioning/alerting/00-purpleflea-deletions.yaml')).toEqual({
      apiVersion: 1,
      deleteContactPoints: [{ orgId: 1, uid: 'pf-two' }],
    });
    expect(pfGrafana(folder, 'build').stdout).toMatch(/^out: 0 created, 0 changed, 0 removed/);

    // Grafana may next load any later build, so the list grows.
    writeFileSync(
      join(folder, CONFIG),
      `${receivers('one')}folder: Other\ndatasources: {logs: {type: loki, provision: false, uid: mine}}\n`,
    );
    pfGrafana(folder, 'build');
    expect(read(folder, 'provisioning/datasources/00-purpleflea-deletions.yaml')).toEqual({
      apiVersion: 1,
      deleteDatasources: expect.arrayContaining([{ orgId: 1, name: 'PurpleFlea-Loki' }]) as object,
    });
    expect(read(folder, 'provisioning/alerting/00-purpleflea-deletions.yaml')).toMatchObject({
      deleteContactPoints: [{ orgId: 1, uid: 'pf-two' }],
      deleteRules: expect.arrayContaining([{ orgId: 1, uid: 'pf-drawdown-critical' }]) as object,
    });
  });

  test('forget removes entries, and refuses others', () => {
    const folder = project({ [CONFIG]: receivers('one', 'two') });
    pfGrafana(folder, 'build');
    writeFileSync(join(folder, CONFIG), receivers('one'));
    pfGrafana(folder, 'build');
    expect(pfGrafana(folder, 'forget').stdout).toBe('contact-point/1/pf-two\n');
    const unknown = pfGrafana(folder, 'forget', 'contact-point/1/pf-three');
    expect(unknown).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('In the delete lists: contact-point/1/pf-two.') as string,
    });
    expect(pfGrafana(folder, 'forget', 'contact-point/1/pf-one')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is still emitted') as string,
    });
    expect(pfGrafana(folder, 'forget', 'pf-two')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^forgot {3}contact-point\/1\/pf-two\n/) as string,
    });
    expect(pfGrafana(folder, 'build', '--check').code).toBe(1);
    expect(pfGrafana(folder, 'build').stdout).toContain('removed  provisioning/alerting/00-purpleflea-deletions.yaml');
    expect(pfGrafana(folder, 'forget', '--all')).toMatchObject({ code: 0, stdout: 'The delete lists are empty.\n' });
    expect(pfGrafana(folder, 'forget')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'The delete lists are empty.\n',
    });
  });

  test('every build warns about a target that ignores the list', () => {
    const folder = project({ [CONFIG]: `grafana: {version: "13.2"}\n${FLEET}` });
    mkdirSync(join(folder, 'node_modules'));
    pfGrafana(folder, 'build');
    writeFileSync(join(folder, CONFIG), `grafana: {version: "13.2"}\n${NAMES}`);
    for (const argv of [['build'], ['build'], ['build', '--check']]) {
      expect(pfGrafana(folder, ...argv)).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/^warning {2}deletion\/ignored {2}.*131777/m) as string,
      });
    }
  });
});
