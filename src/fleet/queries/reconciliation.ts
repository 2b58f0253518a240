import { abs, and, div, gauge, larger, max, maxBy, overTime, sub, time, topk, type Vector } from './promql.ts';
import { seenLately } from './agent-memory.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/**
 * Reconciliation of wallet and ledger from Prometheus, which shows whether the book can be trusted. The runs themselves
 * are in PostgreSQL (`recon_runs`).
 */
export const reconciliation = queries('reconciliation', {
  /**
   * Absolute difference between wallet and ledger per agent and currency, USDC, largest first; instant only.
   */
  largestDifferences: (limit: number | NumberVariable, scope: AgentScope = {}) => topk(limit, difference(scope)),
  /** Seconds since the oldest last run of any agent and currency. */
  oldestRun: (scope: AgentScope = {}) => max(sinceRun(scope)),
  /**
   * Difference or time since the last run of each agent and currency, as a multiple of its limit, whichever is larger.
   * A run that is no longer reported continues to age for a day, but only for agents that reported within six hours,
   * because retired agents are not reconciled.
   */
  timesTheLimit: (limits: { readonly usdc: number; readonly ageSeconds: number }) =>
    larger(
      div(difference({}), limits.usdc),
      div(and(sinceLastKnownRun(), seenLately(), { on: ['agent_id'] }), limits.ageSeconds),
    ),
});

function difference(scope: AgentScope): Vector<'agent_id' | 'currency'> {
  return maxBy(['agent_id', 'currency'], abs(gauge('pf_recon_diff_usdc', scope)));
}

function sinceRun(scope: AgentScope): Vector<'agent_id' | 'currency'> {
  return sub(time(), maxBy(['agent_id', 'currency'], gauge('pf_recon_last_run_timestamp_seconds', scope)));
}

function sinceLastKnownRun(): Vector<'agent_id' | 'currency'> {
  return sub(
    time(),
    maxBy(['agent_id', 'currency'], overTime('max', gauge('pf_recon_last_run_timestamp_seconds'), '1d')),
  );
}
