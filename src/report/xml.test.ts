import { expect, test } from 'vitest';

import { xmlAttribute, xmlText } from './xml.ts';

test.each([
  ['markup', `a < b && "c" > 'd'`, `a &lt; b &amp;&amp; "c" &gt; 'd'`, `"a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'"`],
  ['white space', 'a\tb\nc', 'a\tb\nc', '"a\tb&#10;c"'],
  ['characters that XML does not allow', 'a\u0007\uFFFE\uD800b', 'a\uFFFD\uFFFD\uFFFDb', '"a\uFFFD\uFFFD\uFFFDb"'],
  ['letters beyond 16 bits', 'a💰', 'a💰', '"a💰"'],
])('%s', (_name, value, text, attribute) => {
  expect([xmlText(value), xmlAttribute(value)]).toEqual([text, attribute]);
});
