import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { whatIsRead } from './what-is-read.ts';

test('docs/validate.md contains the generated tables', () => {
  const page = readFileSync(new URL('../../docs/validate.md', import.meta.url), 'utf8');
  const [, tables] = /<!-- generated -->\n\n([\s\S]*?)\n\n<!-- \/generated -->/.exec(page) ?? [];
  expect(tables).toBe(whatIsRead());
});
