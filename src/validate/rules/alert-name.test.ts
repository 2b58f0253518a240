import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertName } from './alert-name.ts';

test.each([
  ['as the mixins have it', alertRules({ title: 'NodeHighCpu', labels: { severity: 'warning' } }), []],
  ['words', alertRules({ title: 'High CPU', labels: { severity: 'warning' } }), ['/groups/0/rules/0/title']],
  [
    'another severity',
    alertRules({ title: 'NodeHighCpu', labels: { severity: 'page' } }),
    ['/groups/0/rules/0/labels'],
  ],
  ['a group without rules', alertRules(), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertName)).toEqual(expected);
});
