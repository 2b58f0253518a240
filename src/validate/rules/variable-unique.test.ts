import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableUnique } from './variable-unique.ts';

const variables = (...list: readonly unknown[]) =>
  dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [], templating: { list } } });

test.each([
  ['two names', variables({ name: 'job', type: 'query' }, { name: 'team', type: 'custom' }), []],
  ['one name', variables({ name: 'job', type: 'query' }, { name: 'job', type: 'custom' }), ['/templating/list/1/name']],
  ['another case', variables({ name: 'job', type: 'query' }, { name: 'Job', type: 'custom' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableUnique)).toEqual(expected);
});
