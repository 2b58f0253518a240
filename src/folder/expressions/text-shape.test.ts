import { expect, test } from 'vitest';

import { shapeOf } from './text-shape.ts';

test.each([
  ['another shard', 'up{shard="1"}', 'up{shard="22"}'],
  ['a name with a number', 'up{agent_id="agent-1",zone!="a.b:7"}', 'up{agent_id="agent-207",zone!="a.b:8"}'],
  ['the same value twice', 'a{x="1"} / b{x="1"}', 'a{x="5"} / b{x="5"}'],
  ['two values', 'a{x="1"} / b{x="2"}', 'a{x="7"} / b{x="3"}'],
])('%s: the same shape', (_name, one, other) => {
  expect(shapeOf(one)).toBe(shapeOf(other));
});

test.each([
  ['equal values and different ones', 'a{x="1",x="1"}', 'a{x="1",x="2"}'],
  ['other values that are equal', 'a{x="1",y="2"} / b{x="1"}', 'a{x="1",y="2"} / b{x="2"}'],
  ['another word', 'up{zone="east-1"}', 'up{zone="west-1"}'],
  ['a word without a number', 'up{zone="east"}', 'up{zone="west"}'],
  ['another operator', 'up{shard="1"}', 'up{shard!="1"}'],
  ['a regex', 'up{shard=~"1"}', 'up{shard=~"2"}'],
  ['the bound of a bucket', 'a_bucket{le="1"}', 'a_bucket{le="5"}'],
  ['a quantile', 'a{quantile="0.5"}', 'a{quantile="0.9"}'],
  ['a metric', '{__name__="a1"}', '{__name__="a2"}'],
  ['a number of the query', 'up{shard="1"} > 1', 'up{shard="1"} > 2'],
  ['a range', 'rate(a{shard="1"}[1m])', 'rate(a{shard="1"}[2m])'],
  ['an argument', 'label_replace(up, "a", "1", "b", "c")', 'label_replace(up, "a", "2", "b", "c")'],
  ['a string in other quotes', `a{b='x="1"'}`, `a{b='x="2"'}`],
  ['an escape', 'a{b="\\"",c="1"}', 'a{b="\\"",c="2"}'],
  ['a variable', 'a{b="$x1"}', 'a{b="$x2"}'],
])('%s: different shapes', (_name, one, other) => {
  expect(shapeOf(one)).not.toBe(shapeOf(other));
});
