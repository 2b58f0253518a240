import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableUndefined } from './variable-undefined.ts';

test.each([
  [
    'a variable that exists',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'job' }] },
        panels: [
          {
            type: 'stat',
            datasource: { type: 'prometheus', uid: 'p' },
            targets: [{ refId: 'A', expr: 'up{job="$job", a="${job:regex}", b="[[job]]"}' }],
          },
        ],
      },
    }),
    [],
  ],
  [
    'a variable that does not exist',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'job' }] },
        panels: [
          {
            type: 'stat',
            datasource: { type: 'prometheus', uid: 'p' },
            targets: [{ refId: 'A', expr: 'up{job="$jbo"}' }],
          },
        ],
      },
    }),
    ['/panels/0/targets/0/expr'],
  ],
  [
    'names of Grafana itself',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [] },
        panels: [
          {
            type: 'stat',
            datasource: { type: 'prometheus', uid: 'p' },
            targets: [{ refId: 'A', expr: 'rate(up[$__rate_interval]) + ${__from}' }],
          },
        ],
      },
    }),
    [],
  ],
  [
    'the end of a regular expression',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [] },
        panels: [
          {
            type: 'stat',
            datasource: { type: 'prometheus', uid: 'p' },
            targets: [{ refId: 'A', expr: 'up{job=~"a$|b$"}' }],
          },
        ],
      },
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableUndefined)).toEqual(expected);
});
