import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { checkAlertTest, checkRouteTest } from '../verify/alert-tests/check.ts';
import { pfGrafana, project } from './cli/run-cli.ts';
import { REPOSITORY } from './support/out-folder.ts';
import { hasPromtool } from './support/promtool.ts';

const docs = readFileSync(join(REPOSITORY, 'docs/alert-tests.md'), 'utf8');
const RULES = 'out/provisioning/alerting/purpleflea-rules.yaml';

describe.skipIf(!hasPromtool())('an alert test in the documentation:', () => {
  const [yaml = '', wallet = ''] = [...docs.matchAll(/```yaml\n(tests:[\s\S]*?)```/g)].map(([, text]) => text);
  const outputs = [
    ...docs.matchAll(/^ {4}\$ npx pf-grafana test drawdown\.alert\.test\.yaml\n((?: {4}.*\n|\n)*)/gm),
  ].map(([, output = '']) => `${output.replaceAll(/^ {4}/gm, '').trim()}\n`);

  test.each([
    ['passes', 0, '2m'],
    ['fails', 1, '5m'],
  ])('the first one %s as shown', (_name, index, wait) => {
    const folder = project({ 'drawdown.alert.test.yaml': yaml });
    cpSync(join(REPOSITORY, 'out'), join(folder, 'out'), { recursive: true });
    const rules = readFileSync(join(folder, RULES), 'utf8');
    writeFileSync(join(folder, RULES), rules.replace('for: "2m"', `for: "${wait}"`));
    const run = pfGrafana(folder, 'test', 'drawdown.alert.test.yaml');
    expect(run.stdout).toBe(outputs[index]);
    expect(run.code).toBe(index);
  });

  test('with messages and an outage, passes', () => {
    const folder = project({ 'wallet.alert.test.yaml': wallet });
    const run = pfGrafana(folder, 'test', '--dir', join(REPOSITORY, 'out'));
    expect(run.stdout).toContain('1 passed, 0 failed');
    expect(run.code).toBe(0);
  });

  test('in TypeScript, passes', () => {
    const folder = project({ 'fleet.alert.test.ts': /```ts\n([\s\S]*?)```/.exec(docs)?.[1] ?? '' });
    const run = pfGrafana(folder, 'test', '--dir', join(REPOSITORY, 'out'));
    expect(run.stdout).toContain('3 passed, 0 failed');
    expect(run.code).toBe(0);
  });
});

test.each([
  ['an alert test', 'Keys of an alert test', keysOf(checkAlertTest({ nothing: 1 }, () => ({ file: '' })))],
  [
    'an expected instance',
    'Keys of an expected instance',
    keysOf(checkAlertTest({ name: 'a', rule: 'b', expect: { '1m': [{ nothing: 1 }] } }, () => ({ file: '' }))),
  ],
  [
    'an expected message',
    'Keys of an expected message',
    keysOf(checkAlertTest({ name: 'a', rule: 'b', messages: { '1m': [{ nothing: 1 }] } }, () => ({ file: '' }))),
  ],
  [
    'a route test',
    'Keys of a route test',
    keysOf(checkRouteTest({ labels: {}, reaches: [], nothing: 1 }, () => ({ file: '' }))),
  ],
])('every key of %s is in the table of the documentation', (_name, heading, keys) => {
  const section = docs.slice(docs.indexOf(`## ${heading}`)).split('\n## ')[0] ?? '';
  const cells = [...section.matchAll(/^\| (`.*?`) \|/gm)].map(([, cell = '']) => cell);
  expect(cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, key]) => key)).sort()).toEqual(
    [...keys].sort(),
  );
});

/** The keys that a check lists when it finds an unknown one. */
function keysOf(checked: ReturnType<typeof checkAlertTest> | ReturnType<typeof checkRouteTest>): string[] {
  const hints = 'problems' in checked ? checked.problems.map(({ hint = '' }) => hint) : [];
  return hints.flatMap((hint) => (hint.startsWith('Keys are ') ? hint.slice('Keys are '.length, -1).split(', ') : []));
}
