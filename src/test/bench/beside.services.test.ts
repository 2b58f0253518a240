import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, project } from '../cli/run-cli.ts';
import { writeRules } from './alert-rules.ts';
import { SDK_SCRIPT, writeProject } from './boards.ts';
import { measure, programSeconds } from './measure.ts';

// Checks that the benchmark compares equal work: a build writes the same boards as the script it is compared with.
test('the measured boards build, and the SDK script writes the same panels', () => {
  const folder = project();
  writeProject(folder, 2);
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
  const argv = [SDK_SCRIPT, '--bundle', '--packages=external', '--platform=node', '--format=esm'];
  programSeconds(resolve('node_modules/.bin/esbuild'), [...argv, '--outfile=script.mjs'], folder);
  expect(measure(['script.mjs'], folder).cpuSeconds).toBeGreaterThan(0);
  expect(panelsBelow(join(folder, 'out/dashboards/bench/bench'))).toEqual(panelsBelow(join(folder, 'script-out')));
});

test('the measured alert rules are valid for Grafana and for Prometheus', () => {
  const folder = project();
  const files = writeRules(folder, 30);
  expect(pfGrafana(folder, 'validate', '.')).toMatchObject({ code: 0 });
  const { status, stdout } = spawnSync('promtool', ['check', 'rules', ...files], { cwd: folder, encoding: 'utf8' });
  expect(status).toBe(0);
  expect([...stdout.matchAll(/(\d+) rules found/g)].reduce((sum, [, count]) => sum + Number(count), 0)).toBe(30);
});

test('the measured cost includes child processes, even those that outlive the program', () => {
  const folder = project();
  const busy = 'while (process.cpuUsage().user < 3e5);';
  // The child waits until its parent has ended.
  const child = `${busy} process.stdout.write('done'); process.stdin.resume().on('end', () => process.exit());`;
  const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]).stdout.once('data', () => process.exit())`;
  expect(measure(['-e', busy], folder).cpuSeconds).toBeGreaterThan(0.3);
  expect(measure(['-e', parent], folder).cpuSeconds).toBeGreaterThan(0.3);
  expect(measure(['-e', '0'], folder).cpuSeconds).toBeLessThan(0.3);
});

/** Title, position and query of every panel except row headings. */
function panelsBelow(folder: string): unknown[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const { panels } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { panels: readonly Panel[] };
      return panels
        .filter(({ type }) => type !== 'row')
        .map(({ title, targets = [] }) => [title, ...targets.map(({ expr }) => expr)]);
    });
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}
