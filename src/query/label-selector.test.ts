import { describe, expect, test } from 'vitest';

import { addMatchers, addMatchersToLabelValues } from './label-selector.ts';

const prod = { env: 'prod' };

describe('label matchers are added to every selector', () => {
  test.each([
    ['a bare metric', 'up', 'up{env="prod"}'],
    ['a recorded series', 'fleet:pf_trade_pnl_usdc:sum', 'fleet:pf_trade_pnl_usdc:sum{env="prod"}'],
    ['a metric with matchers', 'up{job="x"}', 'up{env="prod", job="x"}'],
    ['empty braces', 'up{}', 'up{env="prod"}'],
    ['a selector that already has the label', 'up{env=~"a|b"}', 'up{env=~"a|b"}'],
    ['both sides', 'sum by (le) (a) / on (le) b', 'sum by (le) (a{env="prod"}) / on (le) b{env="prod"}'],
    [
      'a range macro of Grafana',
      'rate(a_total{x=~"$x"}[$__rate_interval])',
      'rate(a_total{env="prod", x=~"$x"}[$__rate_interval])',
    ],
    ['a braced window', 'rate(a_total[${__rate_interval}])', 'rate(a_total{env="prod"}[${__rate_interval}])'],
    [
      'a number from a variable',
      'topk(${topn:raw}, a offset 24h @ end())',
      'topk(${topn:raw}, a{env="prod"} offset 24h @ end())',
    ],
    ['a brace inside a value', 'a{x="{b}"} + c', 'a{env="prod", x="{b}"} + c{env="prod"}'],
    [
      'a name inside a string',
      'label_replace(a, "b", "$1", "c", "up")',
      'label_replace(a{env="prod"}, "b", "$1", "c", "up")',
    ],
    ['no selector at all', 'time() + vector(1)', 'time() + vector(1)'],
  ])('%s', (_name, before, after) => expect(addMatchers(before, prod)).toBe(after));

  test('no matchers change nothing, several keep their order, quotes are escaped', () => {
    expect(addMatchers('up{job="x"}', {})).toBe('up{job="x"}');
    expect(addMatchers('up', { env: 'a"b', team: 'x' })).toBe('up{env="a\\"b", team="x"}');
  });
  test('the query of a variable', () => {
    expect(addMatchersToLabelValues('label_values(up{job="x"}, instance)', prod)).toBe(
      'label_values(up{env="prod", job="x"}, instance)',
    );
    expect(addMatchersToLabelValues('label_names()', prod)).toBe('label_names()');
  });
});
