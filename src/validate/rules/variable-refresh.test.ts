import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableRefresh } from './variable-refresh.ts';

test.each([
  [
    'with the time range',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        schemaVersion: 39,
        templating: { list: [{ name: 'a', type: 'query', refresh: 2 }] },
      },
    }),
    [],
  ],
  [
    'when the dashboard is opened',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        schemaVersion: 39,
        templating: { list: [{ name: 'a', type: 'query', refresh: 1 }] },
      },
    }),
    ['/templating/list/0/refresh'],
  ],
  [
    'a list of choices',
    dashboards({
      'f/a.json': { uid: 'a', title: 'A', schemaVersion: 39, templating: { list: [{ name: 'a', type: 'custom' }] } },
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableRefresh)).toEqual(expected);
});
