import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { querySyntax } from './query-syntax.ts';

const custom = (query: string, more = {}) => [{ name: 'x', type: 'custom', query, ...more }];
const queried = [{ name: 'x', type: 'query', multi: true, includeAll: true, allValue: '.*' }];

test.each<[string, Omit<AskedQuery, 'language'>, string[]]>([
  ['a query', { text: 'sum by (a) (rate(foo{b=~"c"}[$__rate_interval])) > 0.5' }, []],
  ['a vector where a range is required', { text: 'sum(rate(foo))' }, ['query/syntax error "foo"']],
  ['the second of two vectors', { text: 'up{a="b"} / rate(foo{c="d"})' }, ['query/syntax error "foo{c=\\"d\\"}"']],
  ['an open parenthesis', { text: 'sum by (a) (rate(foo[5m])' }, ['query/syntax error ")"']],
  ['an open brace', { text: 'foo{' }, ['query/syntax error "{"']],
  ['a missing operand', { text: 'foo / ' }, ['query/syntax error "/"']],
  ['two operands in a row', { text: 'foo bar' }, ['query/syntax error "bar"']],
  ['a function that does not exist', { text: 'sum(rates(foo[5m]))' }, ['query/syntax error "rates"']],
  ['a function of Prometheus 2', { text: 'holt_winters(foo[5m], 0.5, 0.5)' }, []],
  ['a selector of everything', { text: '{a=""}' }, ['query/syntax error "{a=\\"\\"}"']],
  ['a range of something other than a selector', { text: 'rate(sum(foo)[5m])' }, ['query/syntax error "sum(foo)[5m]"']],
  ['two arguments of a sum', { text: 'sum(foo, bar)' }, ['query/syntax error "sum(foo, bar)"']],
  ['several lines', { text: 'sum(\n  rate(foo[5m])\n) /' }, ['query/syntax error "/"']],
  ['a comment', { text: 'up # the targets' }, []],
  ['a source whose uid is its type', { text: 'foo{', datasource: { uid: 'prometheus' } }, ['query/syntax error "{"']],
  ['a source that is not known', { text: 'foo{', datasource: { uid: 'metrics' } }, []],
  [
    'a source that a variable offers',
    {
      text: 'foo{',
      datasource: { uid: '${source}' },
      variables: [{ name: 'source', type: 'datasource', query: 'prometheus' }],
    },
    ['query/syntax error "{"'],
  ],
  ['variables in strings', { text: 'foo{a=~"$x", b="${y}"}', variables: queried }, []],
  ['a window from a variable', { text: 'rate(foo[$x])', variables: custom('1m,5m') }, []],
  [
    'a window from a variable that is not a duration',
    { text: 'rate(foo[$x])', variables: custom('one,two') },
    ['query/syntax error "$x"'],
  ],
  [
    'a window that Grafana 11 chooses',
    {
      text: 'rate(foo[$x])',
      variables: [{ name: 'x', type: 'interval', query: '1m,5m', auto: true, current: { value: '$__auto' } }],
    },
    [],
  ],
  [
    'a window that Grafana chooses',
    {
      text: 'rate(foo[$x])',
      variables: [
        { name: 'x', type: 'interval', query: '1m,5m', auto: true, current: { value: '$__auto_interval_x' } },
      ],
    },
    [],
  ],
  ['a metric, a label, a number, a function from undefined variables', { text: '$f by ($l) ($m{a="b"}) > $n' }, []],
  ['a whole query from a variable', { text: '$x', variables: [{ name: 'x', type: 'query' }] }, []],
  ['a mistake beside a variable with unknown values', { text: '$x foo' }, ['query/syntax warning "foo"']],
  ["a variable's labels", { text: 'label_values(foo{a="$x"}, b)', as: 'variable' }, []],
  ["a variable's labels, broken", { text: 'label_values(foo{a=}, b)', as: 'variable' }, ['query/syntax error "}"']],
  ["a variable's query", { text: 'query_result(topk(3))', as: 'variable' }, ['query/syntax error "3"']],
  ['a variable that lists names', { text: 'label_names()', as: 'variable' }, []],
  ['a rule', { text: 'foo > ', as: 'alert' }, ['query/syntax error ">"']],
  ['an annotation', { text: 'foo[', as: 'annotation' }, ['query/syntax error "["']],
])('PromQL: %s', async (_name, query, expected) => {
  expect(await queryFindings({ language: 'promql', ...query }, [querySyntax])).toEqual(expected);
});

test.each<[string, Omit<AskedQuery, 'language'>, string[]]>([
  ['lines', { text: '{app="x"} |= `a "b"` | json | status >= 500 | line_format "{{.msg}}"' }, []],
  ['a metric', { text: 'sum by (level) (count_over_time({app=~"$x"} | logfmt [$__auto]))', variables: queried }, []],
  ['an open brace', { text: '{app="x" |= "a"' }, ['query/syntax error "|"']],
  ['no selector', { text: '|= "a"' }, ['query/syntax error "|"']],
  ['a missing range', { text: 'rate({app="x"})' }, ['query/syntax error ")"']],
  [
    'every value of a label, whose empty selector Grafana does not send',
    { text: 'label_values({}, job)', as: 'variable' },
    [],
  ],
  [
    'the values of a selector that ends with a comma',
    { text: 'label_values({a="b",}, job)', as: 'variable' },
    ['query/syntax error "}"'],
  ],
])('LogQL: %s', async (_name, query, expected) => {
  expect(await queryFindings({ language: 'logql', ...query }, [querySyntax])).toEqual(expected);
});

test.each<[string, Omit<AskedQuery, 'language'>, string[]]>([
  [
    'a query',
    {
      text: "SELECT $__timeGroupAlias(ts, '1h'), count(*) FROM t WHERE $__timeFilter(ts) AND a IN ($x) GROUP BY 1",
      variables: queried.map((one) => ({ ...one, allValue: undefined })),
    },
    [],
  ],
  ['only a comment', { text: '-- later' }, []],
  ['a misplaced word', { text: "SELECT '±', a b c FROM t" }, ['query/syntax error "c"']],
  ['after a macro', { text: 'SELECT 1 FROM t WHERE $__timeFilter(ts) AND' }, ['query/syntax error "AND"']],
  [
    'the text for All of another language',
    { text: 'SELECT 1 FROM t WHERE a IN ($x)', variables: queried },
    ['query/syntax warning "$x"'],
  ],
  [
    'a variable in quotes that may have several values',
    { text: "SELECT 1 FROM t WHERE a = '$x'", variables: [{ name: 'x', type: 'query', multi: true }] },
    ['query/syntax error "$x"'],
  ],
  [
    'a column and a limit from variables',
    {
      text: 'SELECT $x FROM t ORDER BY $y LIMIT $z',
      variables: ['x', 'y', 'z'].map((name) => ({ name, type: 'query' })),
    },
    [],
  ],
])('PostgreSQL: %s', async (_name, query, expected) => {
  expect(await queryFindings({ language: 'postgres', ...query }, [querySyntax])).toEqual(expected);
});

test.each<[string, Omit<AskedQuery, 'language'>, string[]]>([
  [
    'a query',
    {
      text: "WITH 1 AS z SELECT $__timeInterval(ts) AS time, quantilesTDigest(0.5)(x)[1], m['k'] FROM db.t AS t FINAL PREWHERE y IN (${x:singlequote}) ARRAY JOIN w GROUP BY time ORDER BY time WITH FILL LIMIT 1 BY z SETTINGS max_threads = 1",
      variables: [{ name: 'x', type: 'query', multi: true }],
    },
    [],
  ],
  ['an ellipsis', { text: 'SELECT max(sum(x)) OVER (...) FROM t' }, ['query/syntax error "."']],
  ['an open parenthesis', { text: 'SELECT a FROM t WHERE (a = 1' }, ['query/syntax error "("']],
  ['an open quote', { text: "SELECT a FROM t WHERE a = 'b" }, ['query/syntax error "\'"']],
  ['an extra bracket', { text: 'SELECT count()) FROM t' }, ['query/syntax error ")"']],
  ['a text that ends early', { text: 'SELECT a FROM t WHERE' }, ['query/syntax error "WHERE"']],
  ['a mistyped word', { text: 'SELEC a' }, ['query/syntax error "SELEC a"']],
])('ClickHouse: %s', async (_name, query, expected) => {
  expect(await queryFindings({ language: 'clickhouse', ...query }, [querySyntax])).toEqual(expected);
});
