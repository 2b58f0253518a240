import { expect, test } from 'vitest';

import type { Cost } from './cost.ts';
import type { MeasuredQuery } from './measured.ts';
import { costReport } from './report.ts';

const cost = (milliseconds: number): Cost => ({ milliseconds, rowsRead: 10 });

/** A query with only what the report reads. */
function query(owner: string, id: number, ms: number, raw?: number): MeasuredQuery {
  return {
    panel: { found: { owner, title: `Panel ${id}`, panel: { id } } },
    own: cost(ms),
    whole: cost(ms * 2),
    raw: raw === undefined ? undefined : cost(raw),
  } as MeasuredQuery;
}

test('the costs of the queries of a panel are added up, also those from raw data', () => {
  const text = costReport([query('a', 1, 300), query('a', 1, 400, 5000), query('a', 2, 10)]);
  expect(text.split('\n')[3]?.trim().split(/\s+/)).toEqual(['700', '20', '1400', '20', '5300', '20', 'Panel', '1']);
  expect(text).toContain('No panel over 1000 ms.');
});

test.each([
  ['a panel', [query('a', 1, 600), query('a', 1, 401)], 'OVER THE BUDGET of 1000 ms: a/Panel 1'],
  [
    'the command center',
    [query('pf-agent-fleet-v1', 1, 499), query('pf-agent-fleet-v1', 2, 499), query('pf-agent-fleet-v1', 3, 3)],
    'pf-agent-fleet-v1: 1001 ms together (budget 1000)  OVER THE BUDGET',
  ],
])('%s over its budget is reported', (_what, queries, expected) => {
  expect(costReport(queries)).toContain(expected);
});
