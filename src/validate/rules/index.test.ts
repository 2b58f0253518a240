import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { rules } from './index.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

test('every rule file is in the list exactly once', () => {
  const files = readdirSync(FOLDER).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts',
  );
  const withRules = files.filter((file) =>
    /^export const \w+: Rule = /m.test(readFileSync(`${FOLDER}${file}`, 'utf8')),
  );
  expect(rules.map(({ id }) => `${id.replace('/', '-')}.ts`).sort()).toEqual(withRules.sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('is documented, with an example of each kind', () => {
    for (const text of [rule.description, rule.why, rule.bad, rule.good]) expect(text.trim()).not.toBe('');
    expect(rule.description.endsWith('.')).toBe(true);
    expect(rule.bad).not.toBe(rule.good);
  });

  test('has a test', () => {
    expect(existsSync(`${FOLDER}${id.replace('/', '-')}.test.ts`)).toBe(true);
  });
});
