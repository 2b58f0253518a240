import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryMacro } from './query-macro.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a macro', { language: 'clickhouse', text: 'SELECT 1 WHERE $__timeFilter(ts)' }, []],
  [
    'a macro of two columns with one',
    { language: 'clickhouse', text: 'SELECT 1 WHERE $__dateTimeFilter(timestamp)' },
    ['query/macro error "$__dateTimeFilter(timestamp)"'],
  ],
  [
    'an unknown macro',
    { language: 'clickhouse', text: 'SELECT 1 WHERE $__timeFitler(ts)' },
    ['query/macro error "$__timeFitler"'],
  ],
  [
    'a macro that is not closed',
    { language: 'clickhouse', text: 'SELECT 1 WHERE $__timeFilter(ts' },
    ['query/macro error "$__timeFilter("'],
  ],
  [
    'a macro without arguments and with parentheses of its own',
    { language: 'clickhouse', text: 'SELECT $__fromTime, toDate($__toTime)' },
    [],
  ],
  [
    'a condition that All removes',
    {
      language: 'clickhouse',
      text: 'SELECT 1 WHERE $__conditionalAll(a IN (${x:singlequote}), $x)',
      variables: [{ name: 'x', type: 'query', multi: true, includeAll: true }],
    },
    [],
  ],
  [
    'such a condition in a rule',
    { language: 'clickhouse', text: 'SELECT 1 WHERE $__conditionalAll(a = 1, b)', as: 'alert' },
    ['query/macro error "$__conditionalAll(a = 1, b)"'],
  ],
  [
    'a group of time',
    { language: 'postgres', text: "SELECT $__timeGroupAlias(ts, '1h'), 1 WHERE $__timeFilter(ts) GROUP BY 1" },
    [],
  ],
  ['a group of time from a variable', { language: 'postgres', text: 'SELECT $__timeGroup(ts, $__interval), 1' }, []],
  [
    'a group without interval',
    { language: 'postgres', text: 'SELECT $__timeGroup(ts), 1' },
    ['query/macro error "$__timeGroup(ts)"'],
  ],
  [
    'a group by no interval',
    { language: 'postgres', text: "SELECT $__timeGroup(ts, 'hour'), 1" },
    ['query/macro error "$__timeGroup(ts, \'hour\')"'],
  ],
  [
    "another data source's macro",
    { language: 'postgres', text: 'SELECT 1 WHERE $__dateFilter(ts)' },
    ['query/macro error "$__dateFilter(ts)"'],
  ],
  [
    'a macro with a call inside, which is cut at the first parenthesis',
    { language: 'postgres', text: "SELECT $__timeGroup(now(), '1h')" },
    ['query/macro error "$__timeGroup(now()"'],
  ],
  ['a window', { language: 'promql', text: 'rate(foo[$__rate_interval]) + rate(foo[${__range}])' }, []],
  [
    'a mistyped window',
    { language: 'promql', text: 'rate(foo[$__rate_intervall])' },
    ['query/macro error "$__rate_intervall"'],
  ],
  [
    'a variable in a rule',
    { language: 'promql', text: 'foo{a=~"$agent"} > 1', as: 'alert' },
    ['query/macro error "$agent"'],
  ],
  [
    "the dashboard's time in a rule",
    { language: 'postgres', text: 'SELECT $__from', as: 'alert' },
    ['query/macro error "$__from"'],
  ],
  [
    'a regex and a replacement in a rule',
    { language: 'promql', text: 'label_replace(foo{a=~"b$"}, "c", "$1", "d", "(.*)")', as: 'alert' },
    [],
  ],
  [
    'a template in a rule',
    { language: 'logql', text: 'count_over_time({a="b"} | line_format `{{ $x := .c }}{{ $x }}` [5m])', as: 'alert' },
    [],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryMacro])).toEqual(expected);
});
