import { and, bottomk, gauge, greater, maxBy, minBy, sum, type Vector } from './promql.ts';
import { queries } from '../../query/named.ts';
import { whole } from './completeness.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/** Live escrow figures from Prometheus; the contracts themselves are in PostgreSQL (`escrowBook`). */
export const escrow = queries('escrow', {
  /** Open contracts, counted once per agent that reports them. */
  open: (scope: AgentScope = {}) => whole(sum(openByAgent(scope)), openByAgent(scope), scope),
  /** USDC locked in open contracts. */
  locked: (scope: AgentScope = {}) => {
    const byAgent = maxBy(['agent_id'], gauge('pf_escrow_volume_usdc', scope));
    return whole(sum(byAgent), byAgent, scope);
  },
  /** Open contracts past their expiry. */
  overdue: (scope: AgentScope = {}) =>
    whole(sum(maxBy(['agent_id'], gauge('pf_escrow_overdue_contracts', scope))), openByAgent(scope), scope),
  /**
   * Seconds until the next contract of an agent expires, for agents with an open contract; expired contracts are in
   * `overdue`.
   */
  secondsToExpiry: (scope: AgentScope = {}) => nextExpiry(scope),
  /** The agents whose next contract expires soonest; instant only. */
  expiringFirst: (limit: number | NumberVariable, scope: AgentScope = {}) => bottomk(limit, nextExpiry(scope)),
});

function openByAgent(scope: AgentScope): Vector<'agent_id'> {
  return maxBy(['agent_id'], gauge('pf_escrow_open_count', scope));
}

function nextExpiry(scope: AgentScope): Vector<'agent_id'> {
  return and(
    minBy(['agent_id'], greater(gauge('pf_escrow_seconds_to_expiry', scope), 0)),
    greater(openByAgent(scope), 0),
    { on: ['agent_id'] },
  );
}
