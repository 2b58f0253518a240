import { expect, test } from 'vitest';

import { alertRules, alerting, pointers } from '../../test/support/validated.ts';
import { expansionDoubled } from './expansion-doubled.ts';

test.each([
  ['one dollar in an annotation', alertRules({ annotations: { a: '{{ $labels.x }}' } }), []],
  ['two', alertRules({ annotations: { a: '{{ $$labels.x }}' } }), ['/groups/0/rules/0/annotations/a']],
  [
    'two in a query',
    alertRules({ data: [{ model: { expr: 'rate(x[$$__rate_interval])' } }] }),
    ['/groups/0/rules/0/data/0/model/expr'],
  ],
  [
    'two in a message template',
    alerting({ templates: [{ name: 'a', template: '{{ range $$i := .Alerts }}{{ end }}' }] }),
    ['/templates/0/template'],
  ],
  ['a dollar-quoted string of PostgreSQL', alertRules({ data: [{ model: { rawSql: 'SELECT $$it is$$' } }] }), []],
  ['two in a label, where they belong', alertRules({ labels: { a: '{{ $$labels.x }}' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, expansionDoubled)).toEqual(expected);
});
