import { describe, expect, test } from 'vitest';

import { expandQuery } from './expand-query.ts';
import type { Language } from './language.ts';
import { type ChosenVariable, variablesIn } from './query-variables.ts';

/** One week, with one point per minute. */
const period = {
  from: new Date('2026-03-01T00:00:00Z'),
  to: new Date('2026-03-08T00:00:00Z'),
  intervalMs: 60_000,
  scrapeIntervalMs: 15_000,
};

const multi = { name: 'v', multi: true, includeAll: true, isAll: false } as const;
const one: ChosenVariable = { ...multi, value: ['a.b'] };
const many: ChosenVariable = { ...multi, value: ['a.b', "o'neil"] };
const none: ChosenVariable = { ...multi, value: [] };
const all: ChosenVariable = { ...multi, value: { raw: '.*' }, isAll: true };
const repeated: ChosenVariable = { ...multi, value: 'a.b' };
const single: ChosenVariable = { ...multi, multi: false, includeAll: false, value: "o'neil.x" };

describe('variables, by data source', () => {
  test.each<[string, Language, string, ChosenVariable, string]>([
    ['PromQL, one of several', 'promql', 'x{l=~"$v"}', one, 'x{l=~"a\\\\.b"}'],
    ['PromQL, several', 'promql', 'x{l=~"${v}"}', many, 'x{l=~"(a\\\\.b|o\\\\\'neil)"}'],
    ['PromQL, none', 'promql', 'x{l=~"$v"}', none, 'x{l=~"()"}'],
    ['PromQL, All unchanged', 'promql', 'x{l=~"$v"}', all, 'x{l=~".*"}'],
    ['PromQL, All in spite of a format', 'promql', 'x{l=~"${v:regex}"}', all, 'x{l=~".*"}'],
    ['PromQL, a single-choice variable', 'promql', 'x{l="$v"}', single, 'x{l="o\\\\\'neil.x"}'],
    ['PromQL, :regex', 'promql', 'x{l=~"${v:regex}"}', many, 'x{l=~"(a\\.b|o\'neil)"}'],
    ['PromQL, :pipe', 'promql', 'x{l=~"${v:pipe}"}', many, 'x{l=~"a.b|o\'neil"}'],
    ['PromQL, :raw of a number', 'promql', 'topk(${v:raw}, x)', { ...single, value: '10' }, 'topk(10, x)'],
    [
      'PromQL, a group of a regex is not a variable',
      'promql',
      'label_replace(x, "a", "$1", "b", "(.*)")',
      one,
      'label_replace(x, "a", "$1", "b", "(.*)")',
    ],
    ['LogQL, several without parentheses', 'logql', '{l=~"${v}"}', many, '{l=~"a\\\\.b|o\'neil"}'],
    ['LogQL, none', 'logql', '{l=~"${v}"}', none, '{l=~""}'],
    ['LogQL, a single-choice variable', 'logql', '{l="$v"}', single, '{l="o\'neil.x"}'],
    ['PostgreSQL, several', 'postgres', 'c IN ($v)', many, "c IN ('a.b','o''neil')"],
    ['PostgreSQL, none', 'postgres', 'c IN ($v)', none, 'c IN ()'],
    ['PostgreSQL, All unchanged', 'postgres', 'c IN ($v)', all, 'c IN (.*)'],
    ['PostgreSQL, a single-choice variable', 'postgres', "c = '$v'", single, "c = 'o''neil.x'"],
    ['PostgreSQL, :sqlstring of several', 'postgres', 'c IN (${v:sqlstring})', many, "c IN ('a.b','o''neil')"],
    ['PostgreSQL, :sqlstring of one', 'postgres', 'c IN (${v:sqlstring})', repeated, "c IN ('a.b')"],
    ['PostgreSQL, :sqlstring of none', 'postgres', 'ARRAY[${v:sqlstring}]', none, 'ARRAY[]'],
    ['PostgreSQL, :singlequote', 'postgres', 'c IN (${v:singlequote})', many, "c IN ('a.b','o\\'neil')"],
    ['PostgreSQL, :csv', 'postgres', "'${v:csv}'", one, "'a.b'"],
    ['PostgreSQL, the old form', 'postgres', 'c IN ([[v:sqlstring]])', one, "c IN ('a.b')"],
    ['ClickHouse, a single-choice variable', 'clickhouse', "c = '$v'", { ...single, value: 'a' }, "c = 'a'"],
    ['ClickHouse, several unescaped', 'clickhouse', 'c IN ($v)', many, "c IN ('a.b','o'neil')"],
    [
      'ClickHouse, conditionalAll of several',
      'clickhouse',
      '$__conditionalAll(c IN (${v:sqlstring}), $v)',
      many,
      "c IN ('a.b','o''neil')",
    ],
    ['ClickHouse, conditionalAll of All', 'clickhouse', '$__conditionalAll(c IN (${v:sqlstring}), $v)', all, '1=1'],
    ['ClickHouse, conditionalAll of none', 'clickhouse', '$__conditionalAll(c IN (${v:sqlstring}), ${v})', none, '1=1'],
  ])('%s', (_name, language, text, chosen, expected) => {
    expect(expandQuery(language, text, period, [chosen])).toBe(expected);
  });
});

describe('macros, by data source', () => {
  const from = "'2026-03-01T00:00:00Z'";
  const to = "'2026-03-08T00:00:00Z'";
  test.each<[Language, string, string]>([
    ['promql', 'rate(x[$__rate_interval]) + $__range_s', 'rate(x[1m15s]) + 604800'],
    ['promql', 'rate(x[${__interval}]) * $__interval_ms', 'rate(x[1m]) * 60000'],
    ['promql', 'x[$__range] @ ${__to:date:seconds}', 'x[604800s] @ 1772928000'],
    ['logql', 'count_over_time({a="b"}[$__auto])', 'count_over_time({a="b"}[1m])'],
    ['logql', 'count_over_time({a="b"}[$__interval]) / $__range_ms', 'count_over_time({a="b"}[1m]) / 604800000'],
    ['postgres', '$__timeFilter(ts)', `ts BETWEEN ${from} AND ${to}`],
    ['postgres', '$__timeFrom()::date - $__timeTo()', `${from}::date - ${to}`],
    ['postgres', '$__timeGroup(ts, $__interval)', 'floor(extract(epoch from ts)/60)*60'],
    ['postgres', "$__timeGroup(ts, '1h'), 1", 'floor(extract(epoch from ts)/3600)*3600 AS "time", 1'],
    ['postgres', "$__timeGroupAlias(ts, '1d', NULL)", 'floor(extract(epoch from ts)/86400)*86400 AS "time"'],
    ['postgres', 'greatest($__interval_ms, 1)', 'greatest(60000, 1)'],
    ['postgres', '$__unixEpochFilter(e) AND $__unixEpochFrom()', 'e >= 1772323200 AND e <= 1772928000 AND 1772323200'],
    ['postgres', '$__time(ts), $__timeEpoch(ts)', 'ts AS "time", extract(epoch from ts) as "time"'],
    ['postgres', '$__timeFilter(to_timestamp(ts))', `to_timestamp(ts BETWEEN ${from} AND ${to})`],
    [
      'clickhouse',
      "$__timeFilter(toDateTime(a, 'UTC'))",
      "toDateTime(a, 'UTC') >= toDateTime(1772323200) AND toDateTime(a, 'UTC') <= toDateTime(1772928000)",
    ],
    ['clickhouse', '$__timeInterval(t)', 'toStartOfInterval(toDateTime(t), INTERVAL 60 second)'],
    [
      'clickhouse',
      't > $__fromTime AND t < ($__toTime)',
      't > toDateTime(1772323200) AND t < (toDateTime(1772928000))',
    ],
    ['clickhouse', 'INTERVAL $__interval_s second', 'INTERVAL 60 second'],
    ['clickhouse', '$__dateFilter(d)', "d >= toDate('2026-03-01') AND d <= toDate('2026-03-08')"],
    [
      'clickhouse',
      '$__timeFilter_ms(t)',
      't >= fromUnixTimestamp64Milli(1772323200000) AND t <= fromUnixTimestamp64Milli(1772928000000)',
    ],
    ['clickhouse', "$__timeGroup(t, '5m')", 'toStartOfInterval(toDateTime(t), INTERVAL 300 second)'],
    [
      'clickhouse',
      '$__dateTimeFilter(d, t)',
      "(d >= toDate('2026-03-01') AND d <= toDate('2026-03-08')) AND (t >= toDateTime(1772323200) AND t <= toDateTime(1772928000))",
    ],
  ])('%s: %s', (language, text, expected) => {
    expect(expandQuery(language, text, period, [])).toBe(expected);
  });
});

describe('queries that Grafana would not send, or that would fail', () => {
  test.each<[string, Language, string, readonly ChosenVariable[] | undefined, string]>([
    ['an unknown variable', 'promql', 'x{l="$w"}', [one], 'Nothing expands $w'],
    ['a variable run together with a name', 'promql', '$v_total', [one], 'Nothing expands $v_total'],
    ['a variable in a rule', 'promql', 'x{l="$v"}', undefined, 'Nothing expands $v'],
    ['a rate interval in LogQL', 'logql', 'rate({a="b"}[$__rate_interval])', [], 'Nothing expands $__rate_interval'],
    ['a braced $__auto', 'logql', 'rate({a="b"}[${__auto}])', [], 'Nothing expands ${__auto}'],
    [
      'a braced interval in a rule',
      'postgres',
      'SELECT ${__interval_ms}',
      undefined,
      'Nothing expands ${__interval_ms}',
    ],
    ['an unknown macro', 'postgres', '$__dateFilter(ts)', [], 'unknown macro "__dateFilter"'],
    [
      'a macro of PostgreSQL without its parentheses',
      'postgres',
      'ts > $__timeFrom',
      [],
      'Nothing expands $__timeFrom',
    ],
    ['a group without an interval', 'postgres', '$__timeGroup(ts)', [], 'takes 2 to 3 arguments'],
    ['a group by no interval', 'postgres', "$__timeGroup(ts, 'day')", [], 'is not a valid interval'],
    ['a fill in lower case', 'postgres', "$__timeGroup(ts, '1h', null)", [], 'is not a valid fill'],
    ['an empty argument', 'postgres', '$__timeFilter()', [], 'got 0'],
    ['one value of a variable with All, unquoted', 'postgres', 'c = $v', [repeated], 'Use ${v:sqlstring}'],
    [
      'a filter of two columns with one',
      'clickhouse',
      '$__dateTimeFilter(t)',
      [],
      'expected 2 argument(s), received 1',
    ],
    ['a filter without a column', 'clickhouse', '$__timeFilter()', [], 'expected 1 argument(s), received 0'],
    [
      'a macro of the frontend in a rule',
      'clickhouse',
      '$__conditionalAll(1, $v)',
      undefined,
      'Nothing expands $__conditionalAll',
    ],
    [
      'conditionalAll with a comma in its condition',
      'clickhouse',
      '$__conditionalAll(c = 1, d, $v)',
      [one],
      'Nothing expands $__conditionalAll',
    ],
    ['an unknown format', 'promql', '${v:sql}', [one], 'format ":sql"'],
  ])('%s', (_name, language, text, chosen, error) => {
    expect(() => expandQuery(language, text, period, chosen)).toThrow(error);
  });
});

test('variablesIn lists the variables in a text, without those of Grafana itself', () => {
  expect(variablesIn('$a ${b} ${c:raw} [[d]] $a ${__url_time_range} $__interval $1 {{e}}')).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
});
