import { expect, test } from 'vitest';

import { alertRules, alerting, pointers } from '../../test/support/validated.ts';
import { expansionTemplate } from './expansion-template.ts';

test.each([
  ['a doubled dollar in a label', alertRules({ labels: { a: '{{ $$labels.agent_id }}' } }), []],
  ['a single one', alertRules({ labels: { a: '{{ $labels.agent_id }}' } }), ['/groups/0/rules/0/labels/a']],
  [
    'a template variable of a contact point',
    alerting({ contactPoints: [{ receivers: [{ settings: { text: '{{ range $i, $a := .Alerts }}{{ end }}' } }] }] }),
    ['/contactPoints/0/receivers/0/settings/text', '/contactPoints/0/receivers/0/settings/text'],
  ],
  ['an environment variable', alerting({ contactPoints: [{ receivers: [{ settings: { url: '$SLACK_URL' } }] }] }), []],
  ['an annotation, which is not expanded', alertRules({ annotations: { a: '{{ $labels.agent_id }}' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, expansionTemplate)).toEqual(expected);
});
