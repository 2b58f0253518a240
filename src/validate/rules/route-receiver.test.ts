import { expect, test } from 'vitest';

import { alerting, diagnosticsOf, pointers } from '../../test/support/validated.ts';
import { routeReceiver } from './route-receiver.ts';

test.each([
  [
    'names that exist',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      policies: [{ receiver: 'pager', routes: [{ receiver: 'pager' }] }],
    }),
    [],
    {},
  ],
  [
    'a name that does not exist',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      policies: [{ receiver: 'pagr' }],
    }),
    ['/policies/0/receiver'],
    {},
  ],
  [
    'a contact point without receivers',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      policies: [{ receiver: 'nobody' }],
    }),
    ['/policies/0/receiver'],
    {},
  ],
  [
    'a nested route without one',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      policies: [{ receiver: 'pager', routes: [{ matchers: ['a=b'] }] }],
    }),
    ['/policies/0/routes/0'],
    {},
  ],
  ['a folder without contact points', alerting({ policies: [{ receiver: 'theirs' }] }), ['/policies/0/receiver'], {}],
  [
    'one that exists elsewhere',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      policies: [{ receiver: 'theirs' }],
    }),
    [],
    { elsewhere: { receivers: new Set(['theirs']) } },
  ],
  [
    'one whose name is a variable',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      policies: [{ receiver: '$RECEIVER' }],
    }),
    [],
    {},
  ],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, routeReceiver, options)).toEqual(expected);
});

test.each([
  ['grafana-default-email', { major: 12, minor: 3 }, []],
  ['grafana-default-email', { major: 12, minor: 4 }, ['warning /policies/0/receiver']],
  ['empty', { major: 12, minor: 4 }, []],
  ['empty', { major: 12, minor: 3 }, ['/policies/0/receiver']],
])('whether a new Grafana has the contact point %s: %j', (receiver, target, expected) => {
  expect(pointers(alerting({ policies: [{ receiver }] }), routeReceiver, { target })).toEqual(expected);
});

test.each([
  [
    'Rocket alert',
    'Did you mean "Rocket alerts"? If "Rocket alert" exists in Grafana without this folder, declare it with --receiver "Rocket alert".',
  ],
  // Another contact point, not a misspelt one.
  [
    'Telegram alerts',
    'Provisioned are: Rocket alerts. If it exists in Grafana without this folder, declare it with --receiver "Telegram alerts".',
  ],
])('the hint for %s', (name, hint) => {
  const files = alerting({
    contactPoints: [{ name: 'Rocket alerts', receivers: [{ uid: 'r' }] }],
    policies: [{ receiver: name }],
  });
  expect(diagnosticsOf(files, [routeReceiver])[0]?.hint).toBe(hint);
});
