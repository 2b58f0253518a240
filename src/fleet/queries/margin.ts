import { gauge, max, maxBy, min, sum, topk } from './promql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/**
 * Leverage, margin and the way to liquidation from Prometheus. No document shows where they come from: the fields are our
 * assumption of the API, and without them there is nothing here, not 0.
 */
export const margin = queries('margin', {
  /** Margin that open positions tie up, USDC. */
  used: (scope: AgentScope = {}) => sum(maxBy(['agent_id'], gauge('pf_margin_used_usdc', scope))),
  /** The highest leverage of any agent: notional of its open positions over its equity. */
  highestLeverage: (scope: AgentScope = {}) => max(gauge('pf_leverage_ratio', scope)),
  /** The agents with the highest leverage; instant only. */
  mostLeveraged: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    topk(limit, maxBy(['agent_id'], gauge('pf_leverage_ratio', scope))),
  /** The shortest way of any position to its liquidation, as a fraction of its price. */
  nearestLiquidation: (scope: AgentScope = {}) => min(gauge('pf_liquidation_distance_ratio', scope)),
});
