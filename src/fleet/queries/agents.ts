import { chosen, pg, pgTable } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

const agent = pgTable('agents').as('a');
const referral = pgTable('referrals').as('r');
const daily = pgTable('agent_performance_daily');

/** The agents from PostgreSQL. */
export const agents = queries('agents', {
  /** Every agent that ever registered. */
  ids: () => pg`SELECT ${agent.agent_id} FROM ${agent} ORDER BY 1`,
  /** Every strategy that the selected agents have ever had. */
  strategies: (scope: AgentScope) =>
    pg`SELECT DISTINCT ${daily.strategy} FROM ${daily} WHERE ${chosen(daily.agent_id, scope.agent_id)} ORDER BY 1`,
  /** Profile of an agent: name, strategy, status, limits and referrer. */
  profile: (scope: AgentScope) => pg`
    SELECT ${agent.agent_id}, ${agent.agent_name}, ${agent.strategy}, ${agent.status}, ${agent.registered_at}, ${agent.initial_equity_usdc},
      ${agent.max_drawdown_pct}, ${agent.min_balance_usdc}, ${referral.referrer_agent_id}
    FROM ${agent}
    LEFT JOIN ${referral} ON ${referral.referred_agent_id} = ${agent.agent_id}
    WHERE ${chosen(agent.agent_id, scope.agent_id)}`,
});
