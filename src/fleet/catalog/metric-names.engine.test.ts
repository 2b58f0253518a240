import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { hasPromtool } from '../../test/support/promtool.ts';
import { type Metric, metrics } from './metrics.ts';

/** Findings about names that the documents define and that other dashboards may already use. */
const ofTheDocuments = [
  'pf_escrow_open_count non-histogram and non-summary metrics should not have "_count" suffix',
  'pf_order_latency_ms metric names should not contain abbreviated units',
  'pf_trade_pnl_usdc_total non-counter metrics should not have "_total" suffix',
];

test.skipIf(!hasPromtool())("promtool criticises only the documents' own names", () => {
  const own = Object.entries(metrics as Readonly<Record<string, Metric>>).filter(
    ([, { origin }]) => origin !== 'stack',
  );
  const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: own.map(([name, metric]) => exposition(name, metric)).join(''),
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  const complaints = stderr.split('\n').filter((line) => line !== '');
  expect(complaints.toSorted()).toEqual(ofTheDocuments);
  for (const complaint of complaints) {
    const [name = ''] = complaint.split(' ');
    expect((metrics as Readonly<Record<string, Metric>>)[name]?.origin).toBe('documents');
  }
});

/** Returns a metric in the format of `/metrics`, with one series. */
function exposition(name: string, { help, type, labels, buckets = [] }: Metric): string {
  const head = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
  const series = (suffix: string, ...more: readonly string[]): string => {
    const pairs = [...labels.map((label) => `${label}="x"`), ...more].join(',');
    return `${name}${suffix}${pairs === '' ? '' : `{${pairs}}`} 1\n`;
  };
  if (type !== 'histogram') return head + series('');
  return [
    head,
    ...[...buckets, '+Inf'].map((le) => series('_bucket', `le="${le}"`)),
    series('_sum'),
    series('_count'),
  ].join('');
}
