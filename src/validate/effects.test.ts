import { expect, test } from 'vitest';

import { effects } from './effects.ts';
import { rules } from './rules/index.ts';
import { sourceRules } from './source-rules.ts';

test('every rule has the severity of its effect', () => {
  const written = [...rules, ...sourceRules].map(({ id, severity }) => `${id} ${severity}`).sort();
  const defined = Object.values(effects).flatMap(({ severity, rules: ids }) => ids.map((id) => `${id} ${severity}`));
  // The only `unchecked/` rule that is a warning, because an empty folder usually means a wrong path.
  expect(defined.map((line) => line.replace('unchecked/folder note', 'unchecked/folder warning')).sort()).toEqual(
    written,
  );
});

test('a rule that runs in every preset is not a style rule', () => {
  const style = new Set(effects['style']?.rules);
  const asked = rules.filter(({ presets = ['recommended'] }) => presets.includes('recommended'));
  expect(asked.map(({ id }) => id).filter((id) => style.has(id))).toEqual([]);
});
