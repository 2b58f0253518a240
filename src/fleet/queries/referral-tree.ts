import { chosen, intervalMs, pg, pgFrom, pgTable, selected, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { agentId, type AgentScope } from './variables.ts';

const agent = pgTable('agents').as('a');
const referral = pgTable('referrals').as('r');
const fee = pgTable('referral_fees').as('f');
const ledger = pgTable('pnl_ledger').as('l');

/**
 * Every referral chain from an agent without a referrer to its last descendant. The walk also ends at a cycle, although
 * writers must not create one.
 */
const tree = pg`
  RECURSIVE tree AS (
    SELECT ${agent.agent_id} AS root, ${agent.agent_id} AS node, 0 AS depth
    FROM ${agent}
    WHERE NOT EXISTS (SELECT 1 FROM ${referral} WHERE ${referral.referred_agent_id} = ${agent.agent_id})
      AND EXISTS (SELECT 1 FROM ${referral} WHERE ${referral.referrer_agent_id} = ${agent.agent_id})
    UNION ALL
    SELECT tree.root, ${referral.referred_agent_id}, tree.depth + 1
    FROM tree JOIN ${referral} ON ${referral.referrer_agent_id} = tree.node
    WHERE tree.depth < 20
  ) CYCLE node SET is_cycle USING path`;

/** Referral income from PostgreSQL: 15 % of the fee of a referred agent goes to its direct referrer. */
export const referralTree = queries('referralTree', {
  /** Cumulative income of the selected referrers over the range, including earlier income. */
  cumulativeIncome: (scope: AgentScope = { agent_id: agentId }) => pg`
    WITH steps AS (
      SELECT date_bin(make_interval(secs => greatest(${intervalMs}, 60000) / 1000.0), ${fee.ts}, '2000-01-01Z') AS time,
        sum(${fee.referral_fee_usdc}) AS income
      FROM ${fee}
      WHERE ${timeFilter(fee.ts)} AND ${chosen(fee.referrer_agent_id, scope.agent_id)}
      GROUP BY 1
    ), before AS (
      SELECT coalesce(sum(${fee.referral_fee_usdc}), 0) AS income
      FROM ${fee}
      WHERE ${fee.ts} < ${pgFrom} AND ${chosen(fee.referrer_agent_id, scope.agent_id)}
    )
    SELECT time, (before.income + sum(steps.income) OVER (ORDER BY time))::float8 AS income
    FROM steps, before
    ORDER BY time`,
  /** Income of the selected referrers in the range. */
  income: () => pg`
    SELECT sum(${fee.referral_fee_usdc})::float8 AS income
    FROM ${fee}
    WHERE ${timeFilter(fee.ts)} AND ${selected(fee.referrer_agent_id, agentId)}`,
  /** Length of the longest referral chain. */
  depth: () => pg`
    WITH ${tree}
    SELECT max(depth) AS depth FROM tree WHERE NOT is_cycle`,
  /** The chains with the highest income in the range. */
  topChains: () => pg`
    WITH ${tree}, fees AS (
      SELECT ${fee.referred_agent_id}, sum(${fee.referral_fee_usdc}) AS fees FROM ${fee} WHERE ${timeFilter(fee.ts)} GROUP BY 1
    )
    SELECT tree.root AS agent_id, max(tree.depth) AS depth, count(*) - 1 AS descendants, coalesce(sum(fees.fees), 0) AS chain_fees_usdc
    FROM tree LEFT JOIN fees ON fees.referred_agent_id = tree.node
    WHERE NOT tree.is_cycle
    GROUP BY tree.root
    ORDER BY chain_fees_usdc DESC
    LIMIT 10`,
  /** The agents that the scope referred, with the referral fees from them in the range and in total. */
  children: (scope: AgentScope) => pg`
    SELECT ${referral.referred_agent_id} AS agent_id, ${agent.agent_name}, ${agent.strategy}, ${agent.status}, ${referral.created_at},
      coalesce(sum(${fee.referral_fee_usdc}) FILTER (WHERE ${timeFilter(fee.ts)}), 0) AS range_fees_usdc,
      coalesce(sum(${fee.referral_fee_usdc}), 0) AS all_fees_usdc
    FROM ${referral}
    JOIN ${agent} ON ${agent.agent_id} = ${referral.referred_agent_id}
    LEFT JOIN ${fee} ON ${fee.referrer_agent_id} = ${referral.referrer_agent_id} AND ${fee.referred_agent_id} = ${referral.referred_agent_id}
    WHERE ${chosen(referral.referrer_agent_id, scope.agent_id)}
    GROUP BY ${referral.referred_agent_id}, ${agent.agent_id}
    ORDER BY all_fees_usdc DESC
    LIMIT 100`,
  /** Referral income divided by all income of the range; empty if the total is not positive. */
  shareOfIncome: () => pg`
    SELECT (CASE WHEN sum(${ledger.amount_usdc}) > 0
      THEN sum(${ledger.amount_usdc}) FILTER (WHERE ${ledger.kind} = 'referral') / sum(${ledger.amount_usdc}) END)::float8 AS share
    FROM ${ledger}
    WHERE ${timeFilter(ledger.ts)} AND ${ledger.kind} <> 'flow' AND ${selected(ledger.agent_id, agentId)}`,
});
