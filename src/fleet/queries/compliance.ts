import { changes, countBy, gauge, greater, maxBy } from './promql.ts';
import { chosen, pg, pgTable } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

const agent = pgTable('agents').as('a');
const contract = pgTable('escrow_contracts').as('c');
const change = pgTable('escrow_events').as('h');

/** Disputes and limits from PostgreSQL, and numbers of agents by status from Prometheus. */
export const compliance = queries('compliance', {
  /** Agents that report by status. */
  agentsByStatus: (scope: AgentScope) =>
    countBy(['status'], maxBy(['agent_id', 'status'], gauge('pf_agent_info', scope))),
  /** Number of changes in the range, of agents whose drawdown limit or minimum changed; instant only. */
  limitChanges: (limit: 'pf_agent_max_drawdown_pct' | 'pf_agent_min_balance_usdc', scope: AgentScope) =>
    greater(maxBy(['agent_id'], changes(gauge(limit, scope), '$__range')), 0),
  /** Current disputes, oldest first; independent of the range. */
  disputes: () => pg`
    SELECT ${contract.escrow_id}, ${contract.payer_agent_id}, ${contract.payee_agent_id}, ${contract.amount_usdc}::float8 AS amount, opened.reason,
      opened.ts AS disputed_at, extract(epoch FROM now() - opened.ts)::float8 AS age
    FROM ${contract}
    CROSS JOIN LATERAL (
      SELECT ${change.ts}, ${change.reason} FROM ${change}
      WHERE ${change.escrow_id} = ${contract.escrow_id} AND ${change.to_status} = 'disputed'
      ORDER BY ${change.ts} DESC LIMIT 1
    ) opened
    WHERE ${contract.status} = 'disputed' AND ${contract.closed_at} IS NULL
    ORDER BY disputed_at
    LIMIT 100`,
  /** Number of disputes, USDC in them, and age of the oldest, seconds. */
  disputeFigures: () => pg`
    SELECT count(*) AS "Open", coalesce(sum(${contract.amount_usdc}), 0)::float8 AS "Held",
      extract(epoch FROM now() - min((SELECT max(${change.ts}) FROM ${change} WHERE ${change.escrow_id} = ${contract.escrow_id} AND ${change.to_status} = 'disputed')))::float8 AS "Oldest"
    FROM ${contract}
    WHERE ${contract.status} = 'disputed' AND ${contract.closed_at} IS NULL`,
  /** Limits of each agent that is not retired: its own, or the defaults. */
  limits: (scope: AgentScope) => pg`
    SELECT ${agent.agent_id}, ${agent.strategy}, ${agent.status}, ${agent.max_drawdown_pct}::float8 AS max_drawdown_pct, ${agent.min_balance_usdc}::float8 AS min_balance_usdc
    FROM ${agent}
    WHERE ${agent.status} <> 'retired' AND ${chosen(agent.agent_id, scope.agent_id)}
    ORDER BY ${agent.max_drawdown_pct}, ${agent.min_balance_usdc} DESC, ${agent.agent_id}`,
});
