import { expect, test } from 'vitest';

import type { RuleExpression } from '../../define/rules.ts';
import { limitOf } from './limit.ts';

const drawdown = { datasource: 'prometheus', promql: 'pf_drawdown_pct', origin: 'risk.drawdown' };
const allowed = { datasource: 'prometheus', promql: 'pf_max_drawdown_pct', origin: 'risk.allowed' };

function rule(expressions: Readonly<Record<string, RuleExpression>>, condition: string) {
  return { uid: 'u', title: 't', for: '1m', queries: { A: drawdown, L: allowed }, expressions, condition } as const;
}

test.each([
  [
    'one query',
    { uid: 'u', title: 't', for: '1m', query: drawdown, threshold: { is: 'above', value: 15, recover: 13 } } as const,
    'above 15, recovers at 13',
  ],
  [
    'a ratio to a limit, by the functions that wrote both',
    rule(
      {
        B: { reduce: 'A' },
        M: { reduce: 'L' },
        D: { math: '$B / ${M}' },
        C: { threshold: 'D', when: { is: 'above', value: 1 } },
      },
      'C',
    ),
    'risk.drawdown / risk.allowed above 1',
  ],
  [
    'a value of one of several queries',
    rule({ B: { reduce: 'A' }, C: { threshold: 'B', when: { is: 'within', value: [1, 2] } } }, 'C'),
    'within 1 to 2',
  ],
  ['a calculation as the condition', rule({ C: { math: '$A > $L' } }, 'C'), '$A > $L'],
  ['a query as the condition', rule({}, 'A'), 'A is not 0'],
  [
    'a calculation that refers to itself, which Grafana refuses',
    rule({ D: { math: '$D + 1' }, C: { threshold: 'D', when: { is: 'above', value: 1 } } }, 'C'),
    'D + 1 above 1',
  ],
])('%s', (_what, spec, expected) => {
  expect(limitOf(spec)).toBe(expected);
});
