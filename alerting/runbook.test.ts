import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { REPOSITORY } from '../src/test/support/out-folder.ts';
import { settingsOf } from '../src/test/support/settings.ts';
import { ruleGroups } from './index.ts';

const text = readFileSync(join(REPOSITORY, 'docs/alerts.md'), 'utf8');
const settings = settingsOf({
  runbook: 'https://example.com/alerts.md#{rule}',
  receivers: { watchdog: { type: 'webhook', url: { env: 'A' } } },
});
const rules = ruleGroups
  .flatMap((group) => group.build(settings).rules)
  .flatMap((rule) => ('record' in rule ? [] : [{ ...rule, name: rule.uid.replace('pf-', '') }]));

const usualRules = ruleGroups.flatMap((group) => group.build(settingsOf()).rules);

test('every rule has an anchor in the runbook, and every anchor a rule', () => {
  const anchors = [...text.matchAll(/^<a id="(.+)"><\/a>$/gm)].map(([, anchor]) => anchor);
  expect([...anchors].sort()).toEqual(rules.map(({ name }) => name).sort());
});

test.each(rules)('$title has its meaning, where to look, its causes and how to silence it', (rule) => {
  const section = text.split(`<a id="${rule.name}"></a>`)[1]?.split(/^(?:<a id|## )/m)[0] ?? '';
  expect(section).toContain(`### ${rule.title}\n\n\`${rule.name}\`, ${rule.severity}, ${rule.team}\n`);
  const parts = [...section.matchAll(/^- \*\*(.+)\*\*: (.{20,})$/gm)].map(([, part]) => part);
  expect(parts).toEqual(['Meaning', 'First look', 'Usual causes', 'Silence']);
});

test.each(rules)(
  '$title links to its anchor, or to one page for all rules if the configured URL has no {rule}',
  (rule) => {
    expect(rule.runbook).toBe(`https://example.com/alerts.md#${rule.name}`);
    const usual = usualRules.find(({ uid }) => uid === rule.uid);
    if (usual) expect(usual).toMatchObject({ runbook: 'https://purpleflea.com/docs/risk-management' });
  },
);

test('every limit in the runbook exists', () => {
  const names = [...text.matchAll(/`thresholds\.(\w+)(?:\.(\w+))?`/g)];
  expect(names.length).toBeGreaterThan(20);
  for (const [, name = '', key] of names) {
    const value = (settings.thresholds as unknown as Record<string, unknown>)[name];
    expect(
      key === undefined ? value : (value as Record<string, unknown> | undefined)?.[key],
      `${name}.${key}`,
    ).toBeDefined();
  }
});
