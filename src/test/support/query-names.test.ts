import { describe, expect, test } from 'vitest';

import { variableQuery } from '../../verify/panel-queries/variable-query.ts';
import { logqlProblems } from './logql-names.ts';
import { promqlLabels, promqlProblems, selectorsIn } from './promql-names.ts';

const series: Readonly<Record<string, readonly string[]>> = {
  balance: ['agent', 'currency'],
  rate: ['currency'],
  drawdown: ['agent'],
  info: ['agent', 'name'],
  latency_bucket: ['agent', 'le'],
  'fleet:pnl:sum': [],
};
const labelsOfSeries = (name: string): readonly string[] | undefined => series[name];

describe('PromQL', () => {
  test.each<[string, string, string[]]>([
    ['a selector', 'balance{agent=~"a"}', ['agent', 'currency']],
    ['an aggregation', 'max by (agent) (balance)', ['agent']],
    ['an aggregation, modifier last', 'sum(balance) by (currency)', ['currency']],
    ['an aggregation without labels', 'sum without (currency) (balance)', ['agent']],
    ['a selection of series', 'topk(3, drawdown @ end())', ['agent']],
    ['a quantile', 'histogram_quantile(0.9, sum by (agent, le) (rate(latency_bucket[5m])))', ['agent']],
    ['a subquery', 'max_over_time(drawdown[1h:5m] offset 1d)', ['agent']],
    ['a comparison with a number', '-drawdown > 0.1', ['agent']],
    ['a clock', 'time() - max(drawdown)', []],
    ['a product over a shared label', 'sum by (agent) (balance * on (currency) group_left () rate)', ['agent']],
    ['labels brought along', 'drawdown * on (agent) group_left (name) info', ['agent', 'name']],
    ['a set operation', 'balance and on (agent) drawdown > 0', ['agent', 'currency']],
    ['a fallback', 'sum by (agent) (balance) or drawdown * 0', ['agent']],
    ['a matching that ignores a label', 'balance / ignoring (currency) group_left () drawdown', ['agent', 'currency']],
    ['a new label', 'label_replace(drawdown, "id", "$1", "agent", "(.*)")', ['agent', 'id']],
    ['a count of values', 'count_values("depth", drawdown)', ['depth']],
    ['no series', 'vector(1)', []],
  ])('%s: labels of %s', (_name, promql, labels) => {
    expect(promqlProblems(promql, labelsOfSeries)).toEqual([]);
    expect(promqlLabels(promql, labelsOfSeries).sort()).toEqual(labels);
  });

  test.each<[string, string, string]>([
    ['a broken text', 'sum by (agent) (balance', 'syntax: the text ends too early at 16'],
    ['a text that ends early', 'balance / ', 'syntax: the text ends too early'],
    ['an unknown series', 'wallet', 'metric: the catalog has no metric wallet'],
    ['an unknown series by __name__', '{__name__="wallet"}', 'metric: the catalog has no metric wallet'],
    ['a label of another series', 'drawdown{currency="USDC"}', 'label: there is no label currency here'],
    [
      'a grouping by a removed label',
      'sum by (currency) (max by (agent) (balance))',
      'label: there is no label currency here',
    ],
    [
      'a matching on a label of one side',
      'drawdown * on (currency) group_right () balance',
      'label: there is no label currency here',
    ],
    ['a matching of unequal label sets', 'balance and drawdown > 0', 'matching: the two sides never match'],
    ['a division by a part of itself', 'balance / sum by (agent) (balance)', 'matching: the two sides never match'],
    ['many-to-one without group_left', 'balance / on (agent) drawdown', 'several: '],
    [
      'a label copied from a side without it',
      'drawdown * on (agent) group_left (currency) info',
      'label: there is no label currency here',
    ],
    ['a quantile without buckets', 'histogram_quantile(0.9, drawdown)', 'quantile: '],
    [
      'a quantile of summed buckets without le',
      'histogram_quantile(0.9, sum by (agent) (rate(latency_bucket[5m])))',
      'quantile: ',
    ],
    [
      'a replacement of an unknown label',
      'label_replace(drawdown, "id", "$1", "name", "(.*)")',
      'label: there is no label name here',
    ],
  ])('%s: %s', (_name, promql, problem) => {
    expect(promqlProblems(promql, labelsOfSeries)).toContainEqual(expect.stringContaining(problem));
  });

  test('selectors and variable queries are parsed', () => {
    expect(selectorsIn('a{x="1", y=~"2"} + rate({__name__="b"}[5m])')).toEqual([
      {
        name: 'a',
        matchers: [
          ['x', '=', '1'],
          ['y', '=~', '2'],
        ],
      },
      { name: 'b', matchers: [['__name__', '=', 'b']] },
    ]);
    expect(variableQuery('label_values(a{x="1", y="2"}, z)')).toEqual({ series: 'a{x="1", y="2"}', label: 'z' });
    expect(variableQuery('label_values(z)')).toEqual({ label: 'z' });
    expect(variableQuery('query_result(topk(3, a))')).toEqual({ promql: 'topk(3, a)' });
    expect(() => variableQuery('a{x="1"}')).toThrow('neither');
  });
});

describe('LogQL', () => {
  const names = { streamLabels: ['service', 'level'], fields: ['agent', 'amount'] };
  test.each([
    '{service="a", level=~"warn|error"} |= "x" | agent=~"a|b" or amount > 5 | line_format "{{.agent}} {{ .amount }}"',
    'sum by (agent) (count_over_time({service=~".+"} | agent!="" [5m]))',
    'quantile_over_time(0.95, {service="a"} | unwrap amount | __error__="" [1h]) by (level)',
    '{service="a"} | label_format who=agent | who="b" | keep who, level',
  ])('%s is valid', (logql) => {
    expect(logqlProblems(logql, names)).toEqual([]);
  });

  test.each([
    ['{service="a"', 'the text ends too early'],
    ['{agent="a"}', 'no stream has the label agent'],
    ['{service="a"} | ticker="x"', 'no line has the field ticker'],
    ['{service="a"} | line_format "{{.ticker}}"', 'no line has the field ticker'],
    ['sum by (ticker) (rate({service="a"}[5m]))', 'no line has the field ticker'],
    ['sum_over_time({service="a"} | unwrap ticker [5m])', 'no line has the field ticker'],
    ['{service=~".*"}', 'which Loki refuses'],
    ['{service=~"\'|.+|\'|"}', 'which Loki refuses'],
    ['{level!="debug"}', 'which Loki refuses'],
  ])('%s: %s', (logql, problem) => {
    expect(logqlProblems(logql, names)).toContainEqual(expect.stringContaining(problem));
  });
});
