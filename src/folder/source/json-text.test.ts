import { expect, test } from 'vitest';

import { mayContain } from './json-text.ts';

test.each([
  ['{"url": "/d/a"}', '"url"', true],
  ['{"title": "url"}', '"url"', true],
  ['{"title": "a"}', '"url"', false],
  ['{"\\u0075rl": "/d/a"}', '"url"', true],
  ['{"expr": "\\u0024$a"}', '$$', true],
  ['{"expr": "$a"}', '$$', false],
])('%s may contain %s: %s', (text, part, may) => {
  expect(mayContain(text, part)).toBe(may);
});
