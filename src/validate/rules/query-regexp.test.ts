import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryRegexp } from './query-regexp.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a regex', { language: 'promql', text: 'up{a=~"b.+|c", d!~"e"}' }, ['query/regexp warning "d!~\\"e\\""']],
  ['an anchor', { language: 'promql', text: 'up{a=~"^b.*"}' }, ['query/regexp warning "a=~\\"^b.*\\""']],
  ['a plain text', { language: 'promql', text: 'up{a=~"pf-agent"}' }, ['query/regexp warning "a=~\\"pf-agent\\""']],
  ['an open bracket', { language: 'promql', text: 'up{a=~"b("}' }, ['query/regexp error "a=~\\"b(\\""']],
  ['syntax that only RE2 supports', { language: 'promql', text: 'up{a=~"(?i)b", c=~"(?P<d>e)+"}' }, []],
  ['an escaped point', { language: 'promql', text: 'up{a=~"b\\\\.c"}' }, []],
  [
    'a variable',
    { language: 'promql', text: 'up{a=~"$x"}', variables: [{ name: 'x', type: 'custom', query: 'b,c' }] },
    [],
  ],
  [
    'label_replace',
    { language: 'promql', text: 'label_replace(up, "a", "$1", "b", "(x")' },
    ['query/regexp error "\\"(x\\""'],
  ],
  ['a readable label_replace', { language: 'promql', text: 'label_replace(up, "a", "$1", "b", "(.+)-x")' }, []],
  ['a selector of LogQL', { language: 'logql', text: '{a=~"(b"}' }, ['query/regexp error "\\"(b\\""']],
  ['a line filter', { language: 'logql', text: '{a="b"} |~ `(c`' }, ['query/regexp error "`(c`"']],
  [
    'what a line filter leaves out',
    { language: 'logql', text: '{a="b"} !~ "c" or "d["' },
    ['query/regexp error "\\"d[\\""'],
  ],
  ['a filter of labels', { language: 'logql', text: '{a="b"} | json | c=~"*"' }, ['query/regexp error "\\"*\\""']],
  ['a parser', { language: 'logql', text: '{a="b"} | regexp "(?P<c>"' }, ['query/regexp error "\\"(?P<c>\\""']],
  ['a string that is not a regex', { language: 'logql', text: '{a="b"} |= "(c" != "d["' }, []],
  ['regexes of LogQL', { language: 'logql', text: '{a=~"b.+"} |~ `\\d+` | regexp "(?P<c>.*)"' }, []],
  ['a plain matcher', { language: 'promql', text: 'up{a="^b"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryRegexp])).toEqual(expected);
});
