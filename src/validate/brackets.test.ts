import { expect, test } from 'vitest';

import { bracketProblem } from './brackets.ts';

test.each([
  ['sum by (job) (rate(x{a="(", b=~\'[}\'}[5m])) # (', undefined],
  ['min by (job, instance (up)', 'A closing ")" is missing.'],
  ['rate(x[5m)', 'One ")" is too many, or its opening bracket is missing.'],
  ['up)', 'One ")" is too many, or its opening bracket is missing.'],
  ['{app="api" |= `x{`', 'A closing "}" is missing.'],
])('%s: %s', (text, problem) => expect(bracketProblem(text)).toBe(problem));
