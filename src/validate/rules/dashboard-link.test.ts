import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardLink } from './dashboard-link.ts';

test.each([
  [
    'to a dashboard of the folder',
    dashboards({ 'f/a.json': { uid: 'cpu', title: 'A', links: [{ url: '/d/cpu?var-x=1' }] } }),
    [],
  ],
  [
    'to a dashboard that does not exist',
    dashboards({
      'f/a.json': { uid: 'cpu', title: 'A', links: [{ url: '/d/cpus' }], panels: [{ links: [{ url: 'd/mem/x' }] }] },
    }),
    ['/links/0/url', '/panels/0/links/0/url'],
  ],
  [
    'to elsewhere',
    dashboards({ 'f/a.json': { uid: 'cpu', title: 'A', links: [{ url: 'https://example.com/d/mem' }] } }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardLink)).toEqual(expected);
});
