import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableCircular } from './variable-circular.ts';

const variables = (...list: readonly unknown[]) =>
  dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [], templating: { list } } });

const query = (name: string, text: string, more = {}) => ({ name, type: 'query', query: { query: text }, ...more });

test.each([
  ['a chain', variables(query('a', 'label_values(a)'), query('b', 'label_values(up{a="$a"}, b)')), []],
  [
    'a cycle of two',
    variables(query('a', 'label_values(up{b="$b"}, a)'), query('b', 'label_values(up{a=~"${a:regex}"}, b)')),
    ['/templating/list/0/query'],
  ],
  ['itself', variables(query('a', 'label_values(up{a="$a"}, a)')), ['/templating/list/0/query']],
  [
    'a cycle of three, and another variable',
    variables(query('d', '$a'), query('a', '$b'), query('b', '$c'), query('c', '$a')),
    ['/templating/list/1/query'],
  ],
  [
    'through a regular expression',
    variables(query('a', 'x', { regex: '/$b/' }), query('b', '$a')),
    ['/templating/list/0/query'],
  ],
  [
    'saved results',
    variables({ name: 'a', type: 'query', query: 'x', definition: '$a', current: { value: '$a' } }),
    [],
  ],
  ['a string that is the name of another', variables({ name: 'a', type: 'textbox', query: '$a' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableCircular)).toEqual(expected);
});
