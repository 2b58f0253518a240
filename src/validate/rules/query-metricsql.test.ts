import { expect, test } from 'vitest';

import { hasMetricsql, isBalanced } from '../../folder/expressions/metricsql.ts';
import { prepareQueries } from '../../folder/expressions/prepare.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { panels } from '../../test/support/validated.ts';
import { validateFolder } from '../validate.ts';
import { queryMetricsql } from './query-metricsql.ts';
import { queryQuantileLe } from './query-quantile-le.ts';
import { querySyntax } from './query-syntax.ts';

async function found(flavour: 'VictoriaMetrics' | undefined, ...exprs: readonly string[]): Promise<string[]> {
  const datasource = { type: 'prometheus', uid: 'm' };
  const targets = exprs.map((expr, index) => ({ refId: String.fromCharCode(65 + index), expr }));
  const files = panels({ id: 1, type: 'timeseries', title: 'T', datasource, targets });
  const elsewhere = { datasources: new Map([['m', flavour ? { flavour } : {}]]) };
  const folder = openFolder(memoryTree(new Map(Object.entries(files)), ''), 'provisioning', {
    sources: elsewhere.datasources,
  });
  const rules = [queryMetricsql, querySyntax, queryQuantileLe];
  const options = { rules, elsewhere, queries: await prepareQueries(folder) };
  return validateFolder(folder, options).map(({ severity, id }) => `${severity} ${id}`);
}

test.each([
  ['a function', ['topk_max(5, rate(a_total[5m]))', 'label_set(up, "a", "b")'], ['warning query/metricsql']],
  ['a keyword', ['rate(a_total[5m]) keep_metric_names'], ['warning query/metricsql']],
  [
    'an operator',
    ['(a default b) + 1', 'sum(a) default 0', 'a{b="c"} ifnot d', 'a if b > 1'],
    ['warning query/metricsql'],
  ],
  ['a number with a unit', ['a > 5Ki', 'a / 2.5M'], ['warning query/metricsql']],
  [
    'buckets of its own',
    ['histogram_quantile(0.9, sum by (vmrange) (rate(a_bucket[5m])))'],
    ['warning query/metricsql'],
  ],
  ['PromQL', ['sum(rate(a_total[5m]))', 'up @ end()'], []],
  ['a broken bracket', ['topk_max(5, rate(a_total[5m])'], ['error query/syntax']],
  ['a mistake in PromQL', ['sumn(up)'], ['error query/syntax']],
])('%s: reported once per source', async (_name, exprs, expected) => {
  expect(await found(undefined, ...exprs)).toEqual(expected);
});

test('for a source with MetricsQL queries, a missing window is a warning and an open bracket an error', async () => {
  expect(await found(undefined, 'topk_max(5, rate(a_total[5m]))', 'increase(a_total)', 'sum(a')).toEqual([
    'warning query/metricsql',
    'warning query/syntax',
    'error query/syntax',
  ]);
  expect(await found(undefined, 'increase(a_total)')).toEqual(['error query/syntax']);
});

test('for VictoriaMetrics, each query is a note, but brackets are still checked', async () => {
  expect(await found('VictoriaMetrics', 'topk_max(5, a)', 'rate(a_total)', 'sum(a', 'sum(b)')).toEqual([
    'note query/metricsql',
    'note query/metricsql',
    'error query/syntax',
  ]);
});

test.each([
  ['up{a="any(x)"}', false],
  ['any(up)', true],
  ['any by (job) (up)', true],
  ['up{a="b" or c="d"}', true],
  ['rate(a[5i])', true],
  ['count_values("any", up)', false],
])('%s', (text, expected) => {
  expect(hasMetricsql(text)).toBe(expected);
});

test.each([
  ['sum(a{b=")"})', true],
  ['sum(a]', false],
  ['sum(a', false],
])('brackets of %s', (text, expected) => {
  expect(isBalanced(text)).toBe(expected);
});
