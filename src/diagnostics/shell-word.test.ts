import { expect, test } from 'vitest';

import { shellWord } from './shell-word.ts';

test.each([
  ['out/dev', 'out/dev'],
  ['out/my env', "'out/my env'"],
  ['out/; rm -r ~', "'out/; rm -r ~'"],
  ["out/it's", String.raw`'out/it'\''s'`],
])('the shell reads %j as one word', (text, word) => expect(shellWord(text)).toBe(word));
