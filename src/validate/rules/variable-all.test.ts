import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableAll } from './variable-all.ts';

const variables = (...list: readonly unknown[]) =>
  dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [], templating: { list } } });

const ALL = { text: 'All', value: '$__all' };

test.each([
  ['All that is offered', variables({ name: 'job', type: 'query', includeAll: true, current: ALL }), []],
  ['All that is not offered', variables({ name: 'job', type: 'query', current: ALL }), ['/templating/list/0/current']],
  [
    'in a list',
    variables({ name: 'job', type: 'custom', multi: true, current: { value: ['$__all'] } }),
    ['/templating/list/0/current'],
  ],
  ['a value', variables({ name: 'job', type: 'query', current: { value: 'api' } }), []],
  ['a type without All', variables({ name: 'job', type: 'textbox', current: ALL }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableAll)).toEqual(expected);
});
