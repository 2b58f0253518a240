import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, project } from './run-cli.ts';

const CONFIG =
  'name: mine\ndatasources: {logs: {type: loki, url: "http://logs:3100"}}\nreceivers: {chat: {type: slack, url: {env: CHAT_URL}}}\nroutes: {critical: [chat]}\n';
const SOURCES = 'out/provisioning/datasources/mine.yaml';

test('with --quiet, build and validate print only problems', () => {
  const folder = project({ 'pf-grafana.config.yaml': CONFIG });
  expect(pfGrafana(folder, 'build', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(pfGrafana(folder, 'build', '--check', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(pfGrafana(folder, 'validate', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  const text = readFileSync(join(folder, SOURCES), 'utf8');
  writeFileSync(join(folder, SOURCES), text.replace('type: loki', 'type: loki\n    colour: red'));
  const validated = pfGrafana(folder, 'validate', '--quiet');
  expect(validated).toMatchObject({ code: 1, stdout: expect.stringContaining('schema/unknown-key') });
  expect(validated.stdout).not.toContain('read:');
  expect(pfGrafana(folder, 'build', '--quiet')).toMatchObject({ code: 1, stdout: expect.stringContaining('edited') });
  expect(pfGrafana(folder, 'build', '--quiet', '--json')).toMatchObject({ code: 2, stdout: '' });
});

test('with --quiet, passed tests print nothing, and otherwise only failed tests are printed', () => {
  const route = (name: string, what: string) =>
    `  - {name: ${name}, labels: {service: mine, severity: critical}, ${what}: [chat]}\n`;
  const folder = project({
    'pf-grafana.config.yaml': CONFIG,
    'good.alert.test.yaml': `routes:\n${route('good', 'reaches')}`,
  });
  expect(pfGrafana(folder, 'build').code).toBe(0);
  expect(pfGrafana(folder, 'test', '--quiet')).toMatchObject({ code: 0, stdout: '' });
  writeFileSync(
    join(folder, 'bad.alert.test.yaml'),
    `routes:\n${route('better', 'reaches')}${route('bad', 'reaches_not')}`,
  );
  const failed = pfGrafana(folder, 'test', '--quiet');
  expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('bad') });
  expect(failed.stdout).toContain('2 passed, 1 failed');
  expect(failed.stdout).not.toContain('better');
});
