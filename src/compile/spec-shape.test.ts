import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { expect, test } from 'vitest';

import type { DashboardSpec } from '../define/definitions.ts';
import type { RuleGroupSpec } from '../define/rules.ts';
import { timeseries } from '../panels/time-series.ts';
import { dashboardShape, ruleGroupShape } from './spec-shape.ts';

const whole = {
  uid: 'r',
  title: 'R',
  query: { datasource: 'metrics', promql: 'up' },
  threshold: { is: 'below', value: 1 },
  for: '1m',
};
const { query: _query, threshold: _threshold, ...bare } = whole;
const several = {
  ...bare,
  queries: { A: { datasource: 'metrics', promql: 'up' } },
  expressions: { B: { reduce: 'A' }, C: { threshold: 'B', when: { is: 'below', value: 1 } } },
  condition: 'C',
};
const without = (key: string, rule: object = whole) =>
  Object.fromEntries(Object.entries(rule).filter(([name]) => name !== key));

test.each<[string, object, string[]]>([
  ['a whole rule', whole, []],
  ['several queries', several, []],
  ['a recording rule', { uid: 'r', title: 'R', query: whole.query, record: { metric: 'a:b:c' } }, []],
  ['a range', { ...whole, threshold: { is: 'outside', value: [5, 30], recover: [8, 27] } }, []],
  ['no threshold', without('threshold'), ['Rule "R" has no "threshold".']],
  ['no duration', without('for'), ['Rule "R" has no "for".']],
  ['no title', without('title'), ['The rule "r" has no "title".']],
  ['nothing to ask', bare, ['Rule "R" has no "query".']],
  [
    'a query that was not called',
    { ...whole, query: () => whole.query },
    ['The query of Rule "R" has no text, so it queries nothing.'],
  ],
  [
    'both forms',
    { ...whole, queries: several.queries },
    ['Rule "R" has both "query" and "queries", so one of them would be lost.'],
  ],
  ['no metric', { uid: 'r', title: 'R', query: whole.query, record: {} }, ['"record" of Rule "R" has no "metric".']],
  ['no expressions', without('expressions', several), ['Rule "R" has no "expressions".']],
  ['no condition', without('condition', several), ['Rule "R" has no "condition".']],
  [
    'an unknown expression',
    { ...several, expressions: { C: { redcue: 'A' } } },
    ['Expression C of Rule "R" is not a known kind of expression.'],
  ],
  [
    'an expression without its comparison',
    { ...several, expressions: { C: { threshold: 'A' } } },
    ['Expression C of Rule "R" has no "when".'],
  ],
  [
    'a comparison that does not exist',
    { ...whole, threshold: { is: 'bellow', value: 1 } },
    ['The threshold of Rule "R" compares with "bellow", which is not a comparison.'],
  ],
  [
    'a string instead of a number',
    { ...whole, threshold: { is: 'below', value: '1' } },
    ['The threshold of Rule "R" has "1" as value, and "below" compares with one number.'],
  ],
  [
    'one number instead of a range',
    { ...whole, threshold: { is: 'within', value: 1 } },
    ['The threshold of Rule "R" has 1 as value, and "within" compares with two numbers.'],
  ],
])('of a rule: %s', (_name, rule, messages) => {
  const group = { name: 'g', interval: '1m', rules: [rule] } as unknown as RuleGroupSpec;
  const found = ruleGroupShape(group);
  expect(found.map(({ message }) => message)).toEqual(messages);
  for (const { id, hint } of found) expect([id, hint?.length ?? 0]).toEqual(['definition/shape', expect.any(Number)]);
});

const panel = { key: 'p', width: 6, height: 4, panel: timeseries('P', 'd') };
const board = {
  uid: 'pf-a',
  dashboard: new DashboardBuilder('A'),
  rows: [{ key: 'r', title: 'R', panels: [panel] }],
};

test.each<[string, object, string[]]>([
  ['whole', board, []],
  ['without rows', without('rows', board), []],
  ['without a uid', without('uid', board), ['A dashboard has no "uid".']],
  ['built already', { ...board, dashboard: board.dashboard.build() }, ['The dashboard "pf-a" has no "dashboard".']],
  [
    'a row without panels',
    { ...board, rows: [{ key: 'r', title: 'R' }] },
    ['Row 1 of dashboard "pf-a" has no "panels".'],
  ],
  [
    'a panel that is not a builder',
    { ...board, rows: [{ key: 'r', title: 'R', panels: [{ ...panel, panel: timeseries }] }] },
    ['Panel "p" has no "panel".'],
  ],
])('of a dashboard: %s', (_name, spec, messages) => {
  expect(dashboardShape(spec as unknown as DashboardSpec).map(({ message }) => message)).toEqual(messages);
});

test('a misspelt key is suggested', () => {
  const rule = { ...without('threshold'), treshold: whole.threshold };
  const [found] = ruleGroupShape({ name: 'g', interval: '1m', rules: [rule] } as unknown as RuleGroupSpec);
  expect(found?.hint).toBe('Rename "treshold" to "threshold".');
});
