import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableName } from './variable-name.ts';

const variables = (...list: readonly unknown[]) =>
  dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [], templating: { list } } });

test.each([
  ['a word', variables({ name: 'data_center2', type: 'custom' }), []],
  ['a dash', variables({ name: 'data-center', type: 'custom' }), ['/templating/list/0/name']],
  ['a space', variables({ name: 'data center', type: 'query' }), ['/templating/list/0/name']],
  ['a name of Grafana', variables({ name: '__from', type: 'constant' }), ['/templating/list/0/name']],
  ['none', variables({ type: 'custom' }), ['/templating/list/0']],
  ['a filter, which nothing refers to', variables({ name: 'my filters', type: 'adhoc' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableName)).toEqual(expected);
});
