import { factsOf } from '../../folder/expressions/expression-facts.ts';
import type { Rule } from '../rule.ts';

/** Both sides of an operation can have the same labels. */
export const queryNeverMatches: Rule = {
  id: 'query/never-matches',
  severity: 'error',
  description: 'The two sides of an operation can have the same labels.',
  why: 'Prometheus pairs the series of the two sides that have equal labels. A label on one side only leaves every series without a partner: the result is empty, without an error, and an alert on it never fires.',
  bad: 'pf_wallet_balance_usdc > 0 and pf_escrow_open_count > 0',
  good: 'pf_wallet_balance_usdc > 0 and on (agent_id) pf_escrow_open_count > 0',
  standsFor: ['pint: promql/vector_matching', 'pint: promql/impossible'],
  expression(expression, report, { catalog }) {
    for (const { kind, from, to, message, hint, isCertain } of factsOf(expression, catalog)?.problems ?? []) {
      if (kind !== 'matching') continue;
      // Without a catalog a label in by() may be one that no series has.
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
