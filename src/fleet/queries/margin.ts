import { gauge, max, maxBy, min, sum, topk } from './promql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/**
 * Leverage, margin and distance to liquidation from Prometheus. The fields are our assumption about the API, because no
 * document shows them; without them the results are empty, not 0.
 */
export const margin = queries('margin', {
  /** Margin used by open positions, USDC. */
  used: (scope: AgentScope = {}) => sum(maxBy(['agent_id'], gauge('pf_margin_used_usdc', scope))),
  /** The highest leverage of any agent: notional of its open positions divided by its equity. */
  highestLeverage: (scope: AgentScope = {}) => max(gauge('pf_leverage_ratio', scope)),
  /** The agents with the highest leverage; instant only. */
  mostLeveraged: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    topk(limit, maxBy(['agent_id'], gauge('pf_leverage_ratio', scope))),
  /** The shortest distance of any position to its liquidation, as a fraction of its price. */
  nearestLiquidation: (scope: AgentScope = {}) => min(gauge('pf_liquidation_distance_ratio', scope)),
});
