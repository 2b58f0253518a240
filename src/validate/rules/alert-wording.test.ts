import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertWording } from './alert-wording.ts';

test.each([
  [
    'a fixed summary',
    alertRules({ annotations: { summary: 'It is down.', description: '{{ $labels.a }} is down.' } }),
    [],
  ],
  [
    'a template in the summary',
    alertRules({ annotations: { summary: '{{ $labels.a }} is down.' } }),
    ['/groups/0/rules/0/annotations/summary'],
  ],
  ['not a sentence', alertRules({ annotations: { summary: 'down' } }), ['/groups/0/rules/0/annotations/summary']],
  [
    'a fixed description',
    alertRules({ annotations: { description: 'It is down.' } }),
    ['/groups/0/rules/0/annotations/description'],
  ],
  ['neither', alertRules({}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertWording)).toEqual(expected);
});
