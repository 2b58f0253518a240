import { expect, test } from 'vitest';

import { hasColor } from './terminal.ts';

test.each<[boolean, boolean, Record<string, string>]>([
  [true, true, {}],
  [false, false, {}],
  [true, false, { NO_COLOR: '1' }],
  [true, true, { NO_COLOR: '' }],
  [false, true, { FORCE_COLOR: '1' }],
  [false, true, { FORCE_COLOR: '' }],
  [false, true, { FORCE_COLOR: '3', NO_COLOR: '1' }],
  [true, false, { FORCE_COLOR: '0' }],
  [true, false, { FORCE_COLOR: 'false' }],
])('a terminal: %j, colours: %j with %j', (isTTY, expected, environment) => {
  expect(hasColor({ isTTY }, environment)).toBe(expected);
});
