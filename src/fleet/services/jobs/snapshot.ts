import type { Pool, PoolClient } from 'pg';

/** Current unrealized P&L of an agent, USDC. */
export interface Unrealized {
  readonly agent_id: string;
  readonly unrealized: number;
}

const DAY_MS = 86_400_000;

/**
 * Rewrites `agent_performance_daily` for today and yesterday from the ledger and the trades, or from an earlier day if
 * a late event or registration has changed the ledger there. Today gets the current unrealized P&L; past days keep
 * theirs.
 */
export async function snapshot(pool: Pool, unrealized: readonly Unrealized[], now: Date): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await client.query("SET LOCAL timezone = 'UTC'");
    const today = dayOf(now);
    const yesterday = dayOf(new Date(now.getTime() - DAY_MS));
    const from = (await firstWrongDay(client, yesterday)) ?? yesterday;
    await client.query(WRITE_DAYS, [from, today, JSON.stringify(unrealized), now]);
    await client.query(WRITE_DRAWDOWN, [from]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Returns the first day before `before` that is missing or whose equity differs from the ledger. */
async function firstWrongDay(client: PoolClient, before: string): Promise<string | undefined> {
  // Comparing only the sums up to `before` is cheap; every day is checked only if they differ.
  const { rows: wrong } = await client.query(LAST_DAY_IS_WRONG, [before]);
  if (wrong.length === 0) return undefined;
  const { rows } = await client.query<{ day: string | null }>(FIRST_WRONG_DAY, [before]);
  return rows[0]?.day ?? undefined;
}

const LAST_DAY_IS_WRONG = `
SELECT 1 FROM agents a
LEFT JOIN LATERAL (SELECT equity_close_usdc - unrealized_pnl_usdc AS booked FROM agent_performance_daily p WHERE p.agent_id = a.agent_id AND p.day < $1 ORDER BY day DESC LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT sum(amount_usdc) AS total FROM pnl_ledger l WHERE l.agent_id = a.agent_id AND l.ts < $1::date) l ON true
WHERE a.registered_at < $1::date AND p.booked IS DISTINCT FROM a.initial_equity_usdc + coalesce(l.total, 0)
LIMIT 1`;

const FIRST_WRONG_DAY = `
WITH ledger AS (SELECT agent_id, ts::date AS day, sum(amount_usdc) AS total FROM pnl_ledger WHERE ts < $1::date GROUP BY 1, 2),
days AS (
  SELECT a.agent_id, d::date AS day, a.initial_equity_usdc + sum(coalesce(l.total, 0)) OVER (PARTITION BY a.agent_id ORDER BY d) AS booked
  FROM agents a
  CROSS JOIN LATERAL generate_series(
    least(a.registered_at::date, (SELECT min(day) FROM ledger f WHERE f.agent_id = a.agent_id))::timestamp, least(a.retired_at::date, $1::date - 1)::timestamp, interval '1 day') d
  LEFT JOIN ledger l ON l.agent_id = a.agent_id AND l.day = d::date
)
SELECT min(day)::text AS day FROM days LEFT JOIN agent_performance_daily p USING (agent_id, day)
WHERE p.equity_close_usdc - p.unrealized_pnl_usdc IS DISTINCT FROM days.booked`;

const WRITE_DAYS = `
WITH calendar AS (
  SELECT a.agent_id, a.agent_name, a.strategy, a.initial_equity_usdc, d::date AS day
  FROM agents a CROSS JOIN generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') d
  WHERE d::date >= a.registered_at::date AND (a.retired_at IS NULL OR d::date <= a.retired_at::date)
),
before AS (
  SELECT agent_id, sum(amount_usdc) AS total, sum(amount_usdc) FILTER (WHERE kind <> 'flow') AS realized FROM pnl_ledger WHERE ts < $1::date GROUP BY agent_id
),
ledger AS (
  SELECT agent_id, ts::date AS day, sum(amount_usdc) AS total, sum(amount_usdc) FILTER (WHERE kind = 'flow') AS flow
  FROM pnl_ledger WHERE ts >= $1::date AND ts < $2::date + 1 GROUP BY 1, 2
),
results AS (
  SELECT agent_id, settled_at::date AS day, count(*) FILTER (WHERE outcome = 'win') AS wins, count(*) FILTER (WHERE outcome = 'loss') AS losses,
    count(*) FILTER (WHERE outcome = 'push') AS pushes, sum(fee_usdc) AS fees, sum(notional_usdc) AS volume
  FROM trades WHERE settled_at >= $1::date AND settled_at < $2::date + 1 GROUP BY 1, 2
),
now_open AS (SELECT agent_id, round(unrealized::numeric, 6) AS unrealized FROM jsonb_to_recordset($3) AS r(agent_id text, unrealized float8)),
levels AS (
  SELECT c.*, coalesce(l.flow, 0) AS flow, coalesce(l.total, 0) - coalesce(l.flow, 0) AS realized_day,
    c.initial_equity_usdc + coalesce(b.total, 0) + sum(coalesce(l.total, 0)) OVER w AS booked,
    coalesce(b.realized, 0) + sum(coalesce(l.total, 0) - coalesce(l.flow, 0)) OVER w AS realized,
    coalesce(CASE WHEN c.day = $2::date THEN u.unrealized END, p.unrealized_pnl_usdc, 0) AS unrealized,
    coalesce(y.close, c.initial_equity_usdc + coalesce(b.total, 0)) AS first_open
  FROM calendar c
  LEFT JOIN before b USING (agent_id) LEFT JOIN ledger l USING (agent_id, day) LEFT JOIN now_open u USING (agent_id)
  LEFT JOIN agent_performance_daily p USING (agent_id, day)
  LEFT JOIN LATERAL (SELECT equity_close_usdc AS close FROM agent_performance_daily o WHERE o.agent_id = c.agent_id AND o.day < $1::date ORDER BY o.day DESC LIMIT 1) y ON true
  WINDOW w AS (PARTITION BY c.agent_id ORDER BY c.day)
),
days AS (SELECT *, coalesce(lag(booked + unrealized) OVER (PARTITION BY agent_id ORDER BY day), first_open) AS open FROM levels)
INSERT INTO agent_performance_daily (day, agent_id, agent_name, strategy, snapshot_ts, equity_open_usdc, net_flow_usdc, pnl_24h_usdc, realized_pnl_usdc, unrealized_pnl_usdc,
  equity_close_usdc, wins, losses, pushes, total_trades, win_rate, drawdown_pct, fees_usdc, volume_usdc, realized_24h_usdc)
SELECT day, agent_id, agent_name, strategy, $4, open, flow, booked + unrealized - open - flow, realized, unrealized, booked + unrealized,
  coalesce(wins, 0), coalesce(losses, 0), coalesce(pushes, 0), coalesce(wins + losses + pushes, 0),
  round(wins::numeric / nullif(wins + losses, 0), 6), 0, coalesce(fees, 0), coalesce(volume, 0), realized_day
FROM days LEFT JOIN results USING (agent_id, day)
ON CONFLICT (agent_id, day) DO UPDATE SET
  agent_name = excluded.agent_name, strategy = CASE WHEN excluded.day = $2::date THEN excluded.strategy ELSE agent_performance_daily.strategy END,
  snapshot_ts = excluded.snapshot_ts, equity_open_usdc = excluded.equity_open_usdc, net_flow_usdc = excluded.net_flow_usdc, pnl_24h_usdc = excluded.pnl_24h_usdc,
  realized_pnl_usdc = excluded.realized_pnl_usdc, unrealized_pnl_usdc = excluded.unrealized_pnl_usdc, equity_close_usdc = excluded.equity_close_usdc,
  wins = excluded.wins, losses = excluded.losses, pushes = excluded.pushes, total_trades = excluded.total_trades, win_rate = excluded.win_rate,
  fees_usdc = excluded.fees_usdc, volume_usdc = excluded.volume_usdc, realized_24h_usdc = excluded.realized_24h_usdc`;

// The formula of the dashboards' drawdown: flow-adjusted since registration, with the initial equity as the first peak.
const WRITE_DRAWDOWN = `
WITH growth AS (
  SELECT agent_id, day, exp(sum(ln(greatest(1 + realized_24h_usdc / nullif(equity_close_usdc - unrealized_pnl_usdc - realized_24h_usdc - least(net_flow_usdc, 0), 0), 1e-9))) OVER (PARTITION BY agent_id ORDER BY day)) AS twr
  FROM agent_performance_daily
),
falls AS (SELECT agent_id, day, 1 - twr / greatest(1, max(twr) OVER (PARTITION BY agent_id ORDER BY day)) AS fall FROM growth)
UPDATE agent_performance_daily p SET drawdown_pct = coalesce(round(greatest(falls.fall, 0)::numeric, 6), 0)
FROM falls WHERE p.agent_id = falls.agent_id AND p.day = falls.day AND p.day >= $1`;
