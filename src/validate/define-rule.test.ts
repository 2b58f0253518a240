import { expect, test } from 'vitest';

import { UserError } from '../diagnostics/errors.ts';
import { defineRule } from './define-rule.ts';
import type { Rule } from './rule.ts';
import { ruleTest } from './rule-test.ts';

const about = { description: 'd', why: 'w', bad: 'b', good: 'g' };
const rule: Rule = { id: 'team/title', severity: 'warning', ...about, dashboard: () => {} };

test.each<[string, object, string]>([
  ['an id that a suppression comment cannot name', { id: 'Team Title' }, 'A rule has the id "Team Title".'],
  ['an unknown severity', { severity: 'fatal' }, 'Rule team/title has the severity "fatal".'],
  [
    'a misspelt visitor',
    { dashboard: undefined, dashbord: () => {} },
    'Rule team/title has a member dashbord, which nothing reads. Did you mean "dashboard"?',
  ],
  ['no visitor', { dashboard: undefined }, 'Rule team/title checks nothing.'],
])('%s is rejected', (_name, more, message) => {
  // As in a configuration that is not type-checked.
  expect(() => defineRule({ ...rule, ...more } as Rule)).toThrow(message);
});

test('an error that a rule throws is reported as a mistake in the rule, with its place', async () => {
  const broken = defineRule({
    ...rule,
    dashboard() {
      throw new TypeError('titel is not a function');
    },
  });
  const files = { 'dashboards/a.json': { uid: 'a', title: 'A', schemaVersion: 39, panels: [] } };
  const failed = await ruleTest(broken, [{ name: 'any', files, found: [] }]).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(UserError);
  expect((failed as UserError).diagnostics).toMatchObject([
    {
      message: 'Rule team/title failed on a dashboard: titel is not a function',
      hint: expect.stringContaining('define-rule.test.ts:'),
    },
  ]);
});
