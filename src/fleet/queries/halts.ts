import { chosen, pg, pgFrom, pgTable, pgTo, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

const event = pgTable('agent_events').as('e');
const trade = pgTable('trades').as('t');
const agent = pgTable('agents').as('a');

/** Halts until the event that ended them, and changes of limits, from PostgreSQL. */
export const halts = queries('halts', {
  /** Number of halts that overlap the range, and of those during which the agent opened a trade despite the halt. */
  counts: (scope: AgentScope) => pg`
    SELECT count(*) AS "Halts", count(*) FILTER (WHERE traded.trades > 0) AS "Traded on"
    FROM (${haltsOf(scope)}) halts
    CROSS JOIN LATERAL (${tradesOfHalt()}) traded`,
  /**
   * Halts that overlap the range: agent, actor, reason, end and its actor, duration (seconds, up to the end of the
   * range if the halt continues), and number of trades that the agent opened during it.
   */
  episodes: (scope: AgentScope) => pg`
    SELECT halts.ts, halts.agent_id, ${agent.status}, halts.actor, halts.text, halts.resumed_at, halts.resumed_by,
      extract(epoch FROM coalesce(halts.resumed_at, ${pgTo}::timestamptz) - halts.ts)::float8 AS halted_for, traded.trades
    FROM (${haltsOf(scope)}) halts
    JOIN ${agent} ON ${agent.agent_id} = halts.agent_id
    CROSS JOIN LATERAL (${tradesOfHalt()}) traded
    ORDER BY halts.ts DESC
    LIMIT 200`,
  /** Trades and bets that an agent opened while it was halted, newest first; there should be none. */
  tradesDuring: (scope: AgentScope) => pg`
    SELECT ${trade.opened_at}, ${trade.agent_id}, extract(epoch FROM ${trade.opened_at} - halts.ts)::float8 AS after_seconds, ${trade.ticker}, ${trade.notional_usdc}
    FROM (${haltsOf(scope)}) halts
    JOIN ${trade} ON ${trade.agent_id} = halts.agent_id AND ${trade.opened_at} > halts.ts AND ${trade.opened_at} < coalesce(halts.resumed_at, 'infinity')
    WHERE ${timeFilter(trade.opened_at)}
    ORDER BY ${trade.opened_at} DESC
    LIMIT 200`,
  /** Changes of limits in the range with agent and actor. */
  limitChanges: (scope: AgentScope) => pg`
    SELECT ${event.ts}, ${event.agent_id}, ${event.text}, ${event.actor}
    FROM ${event}
    WHERE ${event.event_type} = 'limit_change' AND ${timeFilter(event.ts)} AND ${chosen(event.agent_id, scope.agent_id)}
    ORDER BY ${event.ts} DESC
    LIMIT 200`,
});

/** Halts with their ends that overlap the range: ts, agent_id, actor, text, resumed_at, resumed_by. */
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

/** Number of trades that the agent of a row of `halts` opened during the halt. */
function tradesOfHalt(): Sql<'postgres'> {
  return pg`
    SELECT count(*) AS trades FROM ${trade}
    WHERE ${trade.agent_id} = halts.agent_id AND ${trade.opened_at} > halts.ts AND ${trade.opened_at} < coalesce(halts.resumed_at, 'infinity')`;
}
