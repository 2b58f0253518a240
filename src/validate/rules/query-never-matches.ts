import { factsOf } from '../../folder/expressions/expression-facts.ts';
import type { Rule } from '../rule.ts';

/** Both sides of an operation can have the same labels. */
export const queryNeverMatches: Rule = {
  id: 'query/never-matches',
  severity: 'error',
  description: 'The two sides of an operation can have the same labels.',
  why: 'Prometheus pairs series of the two sides that have equal labels. With a label on only one side, no series has a partner: the result is empty, without an error, and an alert on it never fires.',
  bad: 'node_filesystem_avail_bytes < 1e9 and node_load1 > 10',
  good: 'node_filesystem_avail_bytes < 1e9 and on (instance) node_load1 > 10',
  standsFor: ['pint: promql/vector_matching', 'pint: promql/impossible'],
  expression(expression, report, { catalog }) {
    for (const { kind, from, to, message, hint, isCertain } of factsOf(expression, catalog)?.problems ?? []) {
      if (kind !== 'matching') continue;
      // Without a catalog, a label in by() may be one that no series has.
      report({
        from,
        to,
        message,
        ...(hint === undefined ? {} : { hint }),
        ...(isCertain ? {} : { severity: 'warning' }),
      });
    }
  },
};
