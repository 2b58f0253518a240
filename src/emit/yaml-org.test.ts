import { expect, test } from 'vitest';

import { emitYaml } from './yaml.ts';
import { forOrg } from './yaml-org.ts';

const rules = [
  { uid: 'r', title: 't', labels: { x: '  - orgId: 1' }, annotations: { text: 'first\n  - orgId: 1\n- orgId: 1\n' } },
];
const groups = (orgId: number) => ({
  apiVersion: 1,
  groups: [
    { orgId, name: 'a', rules },
    { orgId, name: 'b', rules },
  ],
});

test('the derived text equals the text rendered for that org', () => {
  expect(forOrg(emitYaml('alerting', groups(1)), groups(807))).toBe(emitYaml('alerting', groups(807)));
});

test('a text with a different number of entries is refused', () => {
  expect(() => forOrg(emitYaml('alerting', { ...groups(1), groups: [] }), groups(2))).toThrow('2 entries');
});
