import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardInputs } from './dashboard-inputs.ts';

test.each([
  [
    'an export for sharing',
    dashboards({ 'f/a.json': { title: 'A', __inputs: [{ name: 'DS_P' }], panels: [{ datasource: '${DS_P}' }] } }),
    ['/__inputs'],
  ],
  [
    'an export whose placeholders were replaced',
    dashboards({ 'f/a.json': { title: 'A', __inputs: [{ name: 'DS_P' }] } }),
    ['warning /__inputs'],
  ],
  [
    'an export whose placeholder a variable replaces',
    dashboards({
      'f/a.json': {
        title: 'A',
        __inputs: [{ name: 'source' }],
        templating: { list: [{ name: 'source', type: 'datasource' }] },
        panels: [{ datasource: '${source}' }],
      },
    }),
    ['warning /__inputs'],
  ],
  ['an empty list', dashboards({ 'f/a.json': { title: 'A', __inputs: [] } }), []],
  ['none', dashboards({ 'f/a.json': { title: 'A' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardInputs)).toEqual(expected);
});
