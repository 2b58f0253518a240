import { counter, increase, maxBy, overTime, recorded, sum, type Window } from './promql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

/**
 * Live referral income from Prometheus: 15 % of the fees of referred agents, USDC. The tree itself is in PostgreSQL.
 */
export const referrals = queries('referrals', {
  /**
   * Income per agent in the last 24 hours, recorded; without counters that start at 0, the first fee would be missed.
   */
  incomeOfDay: () => maxBy(['agent_id'], recorded('agent:pf_referral_fees_usdc:increase24h')),
  /** Income of the scope in the window. */
  income: (window: Window, scope: AgentScope = {}) =>
    sum(increase(counter('pf_referral_fees_usdc_total', scope), window)),
  /** Mean income of the scope per hour, over the window, recorded. */
  incomePerHour: (window: Window, scope: AgentScope = {}) =>
    sum(overTime('avg', recorded('agent:pf_referral_fees_usdc:increase1h', scope), window)),
});
