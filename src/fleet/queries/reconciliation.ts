import { abs, and, div, gauge, larger, max, maxBy, overTime, sub, time, topk, type Vector } from './promql.ts';
import { seenLately } from './agent-memory.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/**
 * Wallet against ledger from Prometheus: whether the book can be trusted. The runs themselves are in PostgreSQL
 * (`recon_runs`).
 */
export const reconciliation = queries('reconciliation', {
  /**
   * Difference between wallet and ledger per agent and currency, USDC without its sign, largest first; instant only.
   */
  largestDifferences: (limit: number | NumberVariable, scope: AgentScope = {}) => topk(limit, difference(scope)),
  /** Seconds since the last run of the agent and currency that waits longest. */
  oldestRun: (scope: AgentScope = {}) => max(sinceRun(scope)),
  /**
   * How far each agent and currency is beyond what is tolerated: 1 is the limit, of the difference or of the time since
   * the last run, whichever is worse. A run that is no longer told of goes on ageing for a day, for agents that reported
   * within six hours: one that retired is not reconciled any more.
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
