import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { expect, test } from 'vitest';

import { defineDashboard, defineRuleGroup } from '../define/definitions.ts';
import { definitionProblems } from './definitions.ts';

const dashboard = defineDashboard(() => ({ uid: 'a', dashboard: new DashboardBuilder('A') }));
const group = defineRuleGroup(() => ({ name: 'g', interval: '1m', rules: [] }));
const locate = (path: readonly string[]) => ({ file: path.join('/') });

test.each<[string, Record<string, unknown>, RegExp[]]>([
  ['definitions', { dashboards: [dashboard], ruleGroups: [group] }, []],
  ['a path', { dashboards: ['x.ts'] }, [/^dashboards\.0 is the string "x\.ts"\.$/]],
  ['a builder', { dashboards: [dashboard, new DashboardBuilder('A')] }, [/^dashboards\.1 is a builder of the SDK/]],
  ['a function', { ruleGroups: [() => ({})] }, [/^ruleGroups\.0 is a function/]],
  ['the other kind', { ruleGroups: [dashboard], dashboards: [group] }, [/kind "rule group"/, /kind "dashboard"/]],
  ['nothing', { dashboards: [undefined, null] }, [/^dashboards\.0 is undefined/, /^dashboards\.1 is null/]],
  ['an object', { notifications: [{}] }, [/^notifications\.0 is a plain object/]],
])('%s among the definitions', (_name, lists, messages) => {
  const found = definitionProblems(lists, locate, false);
  expect(found.map(({ message }) => message)).toEqual(
    messages.map((message) => expect.stringMatching(message) as string),
  );
  expect(found.every(({ id, at, hint }) => id === 'config/definition' && at && hint)).toBe(true);
});

test('a definition is not allowed in YAML', () => {
  expect(definitionProblems({ dashboards: ['x.ts'], ruleGroups: [{}] }, locate, true)).toEqual([
    expect.objectContaining({
      at: { file: 'dashboards/0' },
      hint: expect.stringContaining('pf-grafana.config.ts') as string,
    }),
    expect.objectContaining({ at: { file: 'ruleGroups/0' } }),
  ]);
});
