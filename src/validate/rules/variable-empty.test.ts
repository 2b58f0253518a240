import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableEmpty } from './variable-empty.ts';

test.each([
  [
    'with All',
    dashboards({
      'f/a.json': { title: 'A', templating: { list: [{ name: 'a', type: 'query', multi: true, includeAll: true }] } },
    }),
    [],
  ],
  [
    'without',
    dashboards({ 'f/a.json': { title: 'A', templating: { list: [{ name: 'a', type: 'query', multi: true }] } } }),
    ['/templating/list/0/multi'],
  ],
  [
    'with a choice made',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'a', type: 'query', multi: true, current: { value: ['x'] } }] },
      },
    }),
    [],
  ],
  [
    'a single choice',
    dashboards({ 'f/a.json': { title: 'A', templating: { list: [{ name: 'a', type: 'query' }] } } }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableEmpty)).toEqual(expected);
});
