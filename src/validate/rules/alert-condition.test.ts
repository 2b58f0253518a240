import { expect, test } from 'vitest';

import { validated } from '../../test/support/validated.ts';
import { alertCondition } from './alert-condition.ts';

const rule = (condition: string) => `apiVersion: 1
groups:
  - name: g
    folder: f
    interval: 1m
    rules:
      - uid: a
        title: A
        ${condition}
        data:
          - refId: A
          - refId: B
`;

test.each([
  ['a condition that is a query', 'condition: B', []],
  ['a condition that does not exist', 'condition: C', ['provisioning/alerting/a.yaml:9:20 alert/condition']],
  ['no condition at all, which the schema reports', 'for: 1m', []],
])('%s', (_name, condition, expected) => {
  expect(validated({ 'provisioning/alerting/a.yaml': rule(condition) }, [alertCondition])).toEqual(expected);
});
