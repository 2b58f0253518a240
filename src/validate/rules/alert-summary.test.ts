import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertSummary } from './alert-summary.ts';

test.each([
  ['all three', alertRules({ annotations: { summary: 'a', description: 'b', runbook_url: 'c' } }), []],
  ['none', alertRules({}), ['/groups/0/rules/0/annotations']],
  [
    'an empty one',
    alertRules({ annotations: { summary: '', description: 'b', runbook_url: 'c' } }),
    ['/groups/0/rules/0/annotations'],
  ],
  ['a recording rule', alertRules({ record: { metric: 'a' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertSummary)).toEqual(expected);
});
