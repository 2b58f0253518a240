import { expect, test } from 'vitest';

import { alerting, datasources, pointers } from '../../test/support/validated.ts';
import { deletionPresent } from './deletion-present.ts';

test.each([
  ['an object that is gone', alerting({ groups: [{ rules: [{ uid: 'a' }] }], deleteRules: [{ uid: 'b' }] }), []],
  [
    'a rule that is still there',
    alerting({ groups: [{ rules: [{ uid: 'a' }] }], deleteRules: [{ uid: 'a' }] }),
    ['/deleteRules/0'],
  ],
  [
    'a rule of another org',
    alerting({ groups: [{ rules: [{ uid: 'a' }] }], deleteRules: [{ uid: 'a', orgId: 2 }] }),
    [],
  ],
  ['policies that are reset', alerting({ policies: [{ receiver: 'a' }], resetPolicies: [1] }), ['/resetPolicies/0']],
  [
    'a receiver, a time and a template',
    alerting({
      contactPoints: [{ name: 'c', receivers: [{ uid: 'r' }] }],
      muteTimes: [{ name: 'm' }],
      templates: [{ name: 't' }],
      deleteContactPoints: [{ uid: 'r' }],
      deleteMuteTimes: [{ name: 'm' }],
      deleteTemplates: [{ name: 't' }],
    }),
    ['/deleteContactPoints/0', '/deleteMuteTimes/0', '/deleteTemplates/0'],
  ],
  [
    'a data source that is recreated',
    {
      'provisioning/datasources/d.yaml':
        'apiVersion: 1\ndeleteDatasources: [{ name: A }]\ndatasources: [{ name: A, uid: a }]\n',
    },
    ['warning /deleteDatasources/0'],
  ],
  ['no data source twice', datasources({ name: 'A' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, deletionPresent)).toEqual(expected);
});
