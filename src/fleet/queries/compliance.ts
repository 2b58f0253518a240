import { chosen, pg, pgFrom, pgTable, pgTo, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

const event = pgTable('agent_events').as('e');
const trade = pgTable('trades').as('t');
const agent = pgTable('agents').as('a');
const contract = pgTable('escrow_contracts').as('c');
const step = pgTable('escrow_events').as('s');

/** Who was stopped and whether it held, from PostgreSQL. */
export const compliance = queries('compliance', {
  /** Halts that began in the range, or were still on in it: who, by whom, when it ended, by whom, and how long it took. */
  halts: (scope: AgentScope) => pg`
    SELECT halts.ts, halts.agent_id, ${agent.status}, halts.actor, halts.text, halts.resumed_at, halts.resumed_by,
      extract(epoch FROM coalesce(halts.resumed_at, now()) - halts.ts)::float8 AS halted_for
    FROM (${haltsOf(scope)}) halts
    JOIN ${agent} ON ${agent.agent_id} = halts.agent_id
    ORDER BY halts.ts DESC`,
  /** Trades and bets that an agent opened while it was halted, the newest first: none is right. */
  tradesAfterHalt: (scope: AgentScope) => pg`
    SELECT ${trade.opened_at}, ${trade.agent_id}, halts.ts AS halted_at, extract(epoch FROM ${trade.opened_at} - halts.ts)::float8 AS after_seconds, ${trade.market}, ${trade.ticker},
      ${trade.side}, ${trade.notional_usdc}, ${trade.pnl_usdc}, ${trade.status}, ${trade.trade_id}::text AS trade_id
    FROM (${haltsOf(scope)}) halts
    JOIN ${trade} ON ${trade.agent_id} = halts.agent_id AND ${trade.opened_at} > halts.ts AND ${trade.opened_at} < coalesce(halts.resumed_at, 'infinity')
    WHERE ${timeFilter(trade.opened_at)}
    ORDER BY ${trade.opened_at} DESC
    LIMIT 200`,
  /** Changes of limits in the range: which, whose, and by whom. */
  limitChanges: (scope: AgentScope) => pg`
    SELECT ${event.ts}, ${event.agent_id}, ${event.text}, ${event.actor}
    FROM ${event}
    WHERE ${event.event_type} = 'limit_change' AND ${timeFilter(event.ts)} AND ${chosen(event.agent_id, scope.agent_id)}
    ORDER BY ${event.ts} DESC
    LIMIT 200`,
  /** Contracts that are disputed now, the oldest dispute first, with its age in seconds. */
  disputes: () => pg`
    SELECT ${contract.escrow_id}, ${contract.payer_agent_id}, ${contract.payee_agent_id}, ${contract.amount_usdc}, disputed.ts AS disputed_at,
      extract(epoch FROM now() - disputed.ts)::float8 AS age, ${contract.expires_at}, disputed.reason
    FROM ${contract}
    LEFT JOIN LATERAL (
      SELECT ${step.ts}, ${step.reason} FROM ${step} WHERE ${step.escrow_id} = ${contract.escrow_id} AND ${step.to_status} = 'disputed' ORDER BY ${step.ts} DESC LIMIT 1
    ) disputed ON true
    WHERE ${contract.closed_at} IS NULL AND ${contract.status} = 'disputed'
    ORDER BY disputed.ts NULLS FIRST, ${contract.escrow_id}`,
});

/** Halts with their ends that touch the range: ts, agent_id, actor, text, resumed_at, resumed_by. */
function haltsOf(scope: AgentScope): Sql<'postgres'> {
  return pg`
    SELECT ${event.ts}, ${event.agent_id}, ${event.actor}, ${event.text}, resumed.ts AS resumed_at, resumed.actor AS resumed_by
    FROM ${event}
    LEFT JOIN LATERAL (
      SELECT n.ts, n.actor FROM agent_events n WHERE n.agent_id = ${event.agent_id} AND n.event_type = 'resume' AND n.ts > ${event.ts} ORDER BY n.ts LIMIT 1
    ) resumed ON true
    WHERE ${event.event_type} = 'halt' AND ${event.ts} <= ${pgTo}::timestamptz AND coalesce(resumed.ts, 'infinity') >= ${pgFrom}::timestamptz
      AND ${chosen(event.agent_id, scope.agent_id)}`;
}
