import { expect, test } from 'vitest';

import { defineRule } from './define-rule.ts';
import { ruleTest } from './rule-test.ts';

const rule = defineRule({
  id: 'team/title',
  severity: 'warning',
  description: 'Titles of dashboards begin with the name of their team.',
  why: 'People look for them by it.',
  bad: '"title": "Latency"',
  good: '"title": "Checkout / Latency"',
  dashboard({ title, label }, report) {
    if (!title.includes(' / '))
      report({ at: ['title'], message: `${label} names no team.`, hint: 'Write "Team / Subject".' });
  },
  expression({ language, mapped }, report) {
    if (language === 'promql' && mapped.text.includes('old_total'))
      report({ from: 0, to: mapped.text.length, message: 'old_total went away' });
  },
});
const dashboard = (title: string, expr = 'up') => ({
  'dashboards/a.json': {
    uid: 'a',
    title,
    schemaVersion: 39,
    panels: [{ id: 1, type: 'stat', datasource: { type: 'prometheus', uid: 'p' }, targets: [{ refId: 'A', expr }] }],
  },
});

test('finds what is expected, in objects and in queries', async () => {
  const found = await ruleTest(rule, [
    { name: 'no team', files: dashboard('Latency'), found: ['/title'] },
    { name: 'a team', files: dashboard('Checkout / Latency'), found: [] },
    {
      name: 'a query',
      files: dashboard('Checkout / Latency', 'rate(old_total[5m])'),
      found: ['/panels/0/targets/0/expr'],
    },
  ]);
  expect(found.map(({ message }) => message)[0]).toBe('Dashboard "Latency" names no team.');
});

test.each([
  ['a finding too many', [{ name: 'x', files: dashboard('Latency'), found: [] }], /x: found \/title, expected nothing/],
  ['a finding too few', [{ name: 'x', files: dashboard('A / B'), found: ['/title'] }], /x: found nothing, expected/],
  [
    'a file that cannot be read',
    [{ name: 'x', files: { 'dashboards/a.json': '{"schemaVersion": ' }, found: [] }],
    /x: /,
  ],
])('fails for %s', async (_name, cases, message) => {
  await expect(ruleTest(rule, cases)).rejects.toThrow(message);
});

test('fails for a rule without documentation', async () => {
  await expect(ruleTest({ ...rule, why: ' ' }, [])).rejects.toThrow('its why is empty');
});
