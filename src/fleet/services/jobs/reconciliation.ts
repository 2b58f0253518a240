import type { Pool } from 'pg';

/** Balances of an agent from the API, by currency, in native units. */
export interface AgentBalances {
  readonly agent_id: string;
  readonly balances: Readonly<Record<string, number>>;
}

/** Difference between wallet and ledger of one agent and currency. */
export interface Difference {
  readonly agentId: string;
  readonly currency: string;
  /** Wallet minus ledger, valued in USDC; undefined if the currency has no rate. */
  readonly usdc: number | undefined;
}

/**
 * Compares the wallets with the book, writes the result to `recon_runs` and returns the differences. The book's balance
 * is the newest reported `balance_after` plus all later movements.
 */
export async function reconcile(pool: Pool, wallets: readonly AgentBalances[], at: Date): Promise<Difference[]> {
  const rows = wallets.flatMap(({ agent_id, balances }) =>
    Object.entries(balances).map(([currency, wallet_balance]) => ({ agent_id, currency, wallet_balance })),
  );
  const { rows: found } = await pool.query<{ agent_id: string; currency: string; usdc: string | null }>(RECONCILE, [
    JSON.stringify(rows),
    at,
  ]);
  return found.map(({ agent_id: agentId, currency, usdc }) => ({
    agentId,
    currency,
    usdc: usdc === null ? undefined : Number(usdc),
  }));
}

const RECONCILE = `
WITH r AS (SELECT * FROM jsonb_to_recordset($1) AS r(agent_id text, currency text, wallet_balance numeric)),
known AS (
  SELECT r.*, coalesce(t.balance_after, 0) + coalesce((
    SELECT sum(amount) FROM wallet_events w
    WHERE w.agent_id = r.agent_id AND w.currency = r.currency AND (t.event_id IS NULL OR (w.ts, w.event_id) > (t.ts, t.event_id))
  ), 0) AS ledger_balance
  FROM r LEFT JOIN LATERAL (
    SELECT ts, event_id, balance_after FROM wallet_events w
    WHERE w.agent_id = r.agent_id AND w.currency = r.currency AND w.balance_after IS NOT NULL ORDER BY w.ts DESC, w.event_id DESC LIMIT 1
  ) t ON true
),
run AS (
  INSERT INTO recon_runs (run_ts, agent_id, currency, ledger_balance, wallet_balance)
  SELECT $2, agent_id, currency, ledger_balance, wallet_balance FROM known
  ON CONFLICT (run_ts, agent_id, currency) DO UPDATE SET ledger_balance = excluded.ledger_balance, wallet_balance = excluded.wallet_balance
  RETURNING agent_id, currency, diff
)
SELECT agent_id, currency, diff * CASE WHEN currency = 'USDC' THEN 1 ELSE (SELECT usdc_per_unit FROM fx_rates f WHERE f.currency = run.currency ORDER BY ts DESC LIMIT 1) END AS usdc FROM run`;
