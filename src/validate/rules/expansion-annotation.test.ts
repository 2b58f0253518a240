import { expect, test } from 'vitest';

import { alertRules, alerting, pointers } from '../../test/support/validated.ts';
import { expansionAnnotation } from './expansion-annotation.ts';

test.each([
  ['a plain text', alertRules({ annotations: { a: 'https://x' } }), []],
  [
    'a variable in an annotation',
    alertRules({ annotations: { a: '${RUNBOOKS}/x' } }),
    ['/groups/0/rules/0/annotations/a'],
  ],
  [
    'a file in a query',
    alertRules({ data: [{ model: { expr: '$__file{/x}' } }] }),
    ['/groups/0/rules/0/data/0/model/expr'],
  ],
  ['a variable in a label, where it belongs', alertRules({ labels: { a: '${TEAM}' } }), []],
  [
    'a variable in a template',
    alerting({ templates: [{ name: 'a', template: '$__env{X}' }] }),
    ['/templates/0/template'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, expansionAnnotation)).toEqual(expected);
});
