import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { measure } from './measure.ts';

const TESTS = 200;
const TIMES_PROMTOOL = 2;
const MINUTES = 10;
const EXPR = 'max by (instance) (load1) > 5';

/**
 * Prints the duration of many alert tests, compared with promtool on the same checks, and marks results over the limit.
 */
export function reportAlertTests(bin: string): void {
  if (spawnSync('promtool', ['--version']).status !== 0) {
    process.stdout.write('alert tests: promtool is not on the PATH, so they are not measured\n');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'pf-bench-'));
  try {
    writeFolder(folder);
    const start = performance.now();
    const { status } = spawnSync('promtool', ['test', 'rules', 'promtool.yml'], { cwd: folder });
    const promtool = performance.now() - start;
    if (status !== 0) throw new Error('promtool fails the tests of the benchmark');
    const { milliseconds } = measure([bin, 'test', '--dir', 'provisioning', 'all.alert.test.yaml'], folder);
    const times = milliseconds / promtool;
    process.stdout.write(
      `${TESTS} alert tests: ${(milliseconds / 1000).toFixed(2)} s, ${times.toFixed(1)} times promtool alone (at most ${TIMES_PROMTOOL})${times > TIMES_PROMTOOL ? '  OVER THE LIMIT' : ''}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFolder(folder: string): void {
  for (const kind of ['datasources', 'alerting']) mkdirSync(join(folder, 'provisioning', kind), { recursive: true });
  const write = (path: string, value: object) => writeFileSync(join(folder, path), JSON.stringify(value));
  write('provisioning/datasources/a.yaml', {
    apiVersion: 1,
    datasources: [{ name: 'Prom', uid: 'prom', type: 'prometheus', access: 'proxy', url: 'http://prometheus:9090' }],
  });
  write('provisioning/alerting/a.yaml', {
    apiVersion: 1,
    groups: [{ name: 'g', folder: 'F', interval: '1m', rules: [rule()] }],
  });
  const series = (index: number) => ({
    [`load1{instance="i${index}"}`]: '1x2 9x20',
    [`load1{instance="calm"}`]: '1x22',
  });
  const firing = (index: number) => [{ labels: { instance: `i${index}` } }];
  write('all.alert.test.yaml', {
    tests: Array.from({ length: TESTS }, (_, index) => ({
      name: `test ${index}`,
      rule: 'load',
      series: series(index),
      expect: { '2m': [], [`${MINUTES}m`]: firing(index) },
    })),
  });
  // The same checks: the query at every evaluation.
  write('promtool.yml', {
    evaluation_interval: '1m',
    tests: Array.from({ length: TESTS }, (_, index) => ({
      interval: '1m',
      input_series: Object.entries(series(index)).map(([name, values]) => ({ series: name, values })),
      promql_expr_test: Array.from({ length: MINUTES + 1 }, (_none, minute) => ({
        expr: EXPR,
        eval_time: `${minute}m`,
        exp_samples: minute < 3 ? [] : [{ labels: `{instance="i${index}"}`, value: 9 }],
      })),
    })),
  });
}

function rule(): object {
  const source = { refId: 'A', datasourceUid: 'prom', relativeTimeRange: { from: 60, to: 0 } };
  const threshold = { type: 'threshold', expression: 'A', conditions: [{ evaluator: { type: 'gt', params: [5] } }] };
  return {
    uid: 'load',
    title: 'Load',
    condition: 'B',
    for: '0s',
    noDataState: 'OK',
    data: [
      { ...source, model: { refId: 'A', expr: EXPR, instant: true } },
      { refId: 'B', datasourceUid: '__expr__', model: { refId: 'B', ...threshold } },
    ],
  };
}
