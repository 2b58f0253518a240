import type { ClientBase } from 'pg';

import type { BookChanges, EscrowState, TradeChange } from './changes.ts';
import { decimal, micros } from './money.ts';

/** States of an escrow contract in the order in which it passes through them; the last four are final. */
const ESCROW_ORDER =
  "ARRAY['created', 'funded', 'delivered', 'disputed', 'settled', 'timed_out', 'refunded', 'cancelled']";
const ENDED = new Set(['settled', 'timed_out', 'refunded', 'cancelled']);

/**
 * Writes changes to the book. Rows may already exist, and events may arrive in any order: a later state is never
 * replaced by an earlier one. Rows are sorted by key, so that two partitions that write the same rows cannot deadlock.
 */
export async function writeChanges(client: ClientBase, changes: BookChanges): Promise<void> {
  const write = async (rows: readonly object[], sql: string): Promise<void> => {
    if (rows.length > 0) await client.query(sql, [JSON.stringify(rows)]);
  };
  await write(
    firstBy(changes.seen, ({ agent_id: id }) => id),
    SEEN,
  );
  await write(
    lastBy(changes.registered, ({ agent_id: id }) => id),
    REGISTERED,
  );
  await write(
    newestBy(
      changes.changed,
      ({ agent_id: id }) => id,
      ({ changed_at: at }) => Date.parse(at),
    ),
    CHANGED,
  );
  await write(
    firstBy(changes.referrals, ({ referred_agent_id: id }) => id),
    REFERRALS,
  );
  await write(addedUp(changes.building), BUILDING);
  await write(
    lastBy(changes.ended, ({ trade_id: id }) => id),
    ENDED_TRADES,
  );
  await write(changes.ledger, LEDGER);
  await write(
    newestBy(changes.escrow, ({ escrow_id: id }) => id, progress),
    ESCROW,
  );
  await write(changes.escrowSteps, ESCROW_STEPS);
  await write(changes.referralFees, REFERRAL_FEES);
  await write(changes.wallet, WALLET);
  await write(changes.marks, MARKS);
}

/** Rank of a state on the contract's way; of two final states, the one that closed later ranks higher. */
function progress({ status, closed_at: closed }: EscrowState): number {
  const rank = ['created', 'funded', 'delivered', 'disputed'].indexOf(status);
  return ENDED.has(status) ? Date.parse(closed ?? '') || Number.MAX_SAFE_INTEGER : rank;
}

function firstBy<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return lastBy(rows.toReversed(), key);
}

function lastBy<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return sortedByKey(new Map(rows.map((row) => [key(row), row])));
}

function newestBy<T>(rows: readonly T[], key: (row: T) => string, rank: (row: T) => number): T[] {
  return lastBy(
    rows.toSorted((one, other) => rank(one) - rank(other)),
    key,
  );
}

function sortedByKey<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

/** Adds up the rows of each trade, because one statement cannot update the same row twice. */
function addedUp(rows: readonly TradeChange[]): TradeChange[] {
  const sums = new Map<string, TradeChange>();
  for (const row of rows) {
    const sum = sums.get(row.trade_id);
    if (sum === undefined) {
      sums.set(row.trade_id, row);
      continue;
    }
    const add = (one: string, other: string): string => decimal(micros(Number(one)) + micros(Number(other)));
    sums.set(row.trade_id, {
      ...sum,
      opened_at: Date.parse(row.opened_at) < Date.parse(sum.opened_at) ? row.opened_at : sum.opened_at,
      notional_usdc: add(sum.notional_usdc, row.notional_usdc),
      fee_usdc: add(sum.fee_usdc, row.fee_usdc),
      status: row.status === 'pending' ? sum.status : row.status,
    });
  }
  return sortedByKey(sums);
}

// An agent known only from its events; its registration fills in the rest when it arrives.
const SEEN = `
INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at)
SELECT agent_id, agent_id, strategy, 0, registered_at FROM jsonb_to_recordset($1) AS r(agent_id text, strategy text, registered_at timestamptz)
ON CONFLICT DO NOTHING`;

const REGISTERED = `
INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, min_balance_usdc, max_drawdown_pct, registered_at)
SELECT agent_id, agent_name, strategy, initial_equity_usdc, coalesce(min_balance_usdc, 50), coalesce(max_drawdown_pct, 0.15), registered_at
FROM jsonb_to_recordset($1) AS r(agent_id text, agent_name text, strategy text, initial_equity_usdc numeric, min_balance_usdc numeric, max_drawdown_pct numeric, registered_at timestamptz)
ON CONFLICT (agent_id) DO UPDATE SET
  agent_name = excluded.agent_name, initial_equity_usdc = excluded.initial_equity_usdc, min_balance_usdc = excluded.min_balance_usdc,
  max_drawdown_pct = excluded.max_drawdown_pct, registered_at = excluded.registered_at,
  strategy = CASE WHEN EXISTS (SELECT FROM ingest.agent_changes c WHERE c.agent_id = excluded.agent_id) THEN agents.strategy ELSE excluded.strategy END`;

const CHANGED = `
WITH r AS (SELECT * FROM jsonb_to_recordset($1) AS r(agent_id text, strategy text, status text, changed_at timestamptz, max_drawdown_pct numeric)),
newer AS (
  INSERT INTO ingest.agent_changes (agent_id, changed_at) SELECT agent_id, changed_at FROM r
  ON CONFLICT (agent_id) DO UPDATE SET changed_at = excluded.changed_at WHERE agent_changes.changed_at <= excluded.changed_at
  RETURNING agent_id
)
UPDATE agents a SET strategy = r.strategy, status = r.status, retired_at = CASE WHEN r.status = 'retired' THEN r.changed_at END,
  max_drawdown_pct = coalesce(r.max_drawdown_pct, a.max_drawdown_pct)
FROM r JOIN newer USING (agent_id) WHERE a.agent_id = r.agent_id`;

const REFERRALS = `
INSERT INTO referrals (referred_agent_id, referrer_agent_id, referral_code, created_at)
SELECT referred_agent_id, referrer_agent_id, referral_code, created_at
FROM jsonb_to_recordset($1) AS r(referred_agent_id text, referrer_agent_id text, referral_code text, created_at timestamptz)
ON CONFLICT DO NOTHING`;

const TRADE_COLUMNS =
  'trade_id, agent_id, strategy, market, ticker, side, opened_at, settled_at, notional_usdc, fee_usdc, pnl_usdc, status, error_code';
const TRADE_ROWS = `jsonb_to_recordset($1) AS r(trade_id uuid, agent_id text, strategy text, market text, ticker text, side text, opened_at timestamptz,
  settled_at timestamptz, notional_usdc numeric, fee_usdc numeric, pnl_usdc numeric, status text, error_code text)`;

// A settled trade already has the sums of all its fills; a fill that arrives later changes nothing.
const BUILDING = `
INSERT INTO trades (${TRADE_COLUMNS}) SELECT ${TRADE_COLUMNS} FROM ${TRADE_ROWS}
ON CONFLICT (trade_id) DO UPDATE SET
  opened_at = least(trades.opened_at, excluded.opened_at), notional_usdc = trades.notional_usdc + excluded.notional_usdc,
  fee_usdc = trades.fee_usdc + excluded.fee_usdc, status = CASE WHEN excluded.status = 'pending' THEN trades.status ELSE excluded.status END
WHERE trades.settled_at IS NULL AND trades.status IN ('pending', 'partial', 'filled')`;

const ENDED_TRADES = `
INSERT INTO trades (${TRADE_COLUMNS}) SELECT ${TRADE_COLUMNS} FROM ${TRADE_ROWS}
ON CONFLICT (trade_id) DO UPDATE SET
  opened_at = excluded.opened_at, settled_at = excluded.settled_at, notional_usdc = excluded.notional_usdc, fee_usdc = excluded.fee_usdc,
  pnl_usdc = excluded.pnl_usdc, status = excluded.status, error_code = excluded.error_code
WHERE trades.settled_at IS NULL`;

const LEDGER = `
INSERT INTO pnl_ledger (ts, agent_id, strategy, kind, amount_usdc, ref_id)
SELECT r.ts, r.agent_id, coalesce(r.strategy, a.strategy), r.kind, r.amount_usdc, r.ref_id
FROM jsonb_to_recordset($1) AS r(ts timestamptz, agent_id text, strategy text, kind text, amount_usdc numeric, ref_id text) JOIN agents a USING (agent_id)
ON CONFLICT DO NOTHING`;

const ESCROW = `
INSERT INTO escrow_contracts (escrow_id, payer_agent_id, payee_agent_id, amount_usdc, fee_usdc, status, created_at, funded_at, expires_at, closed_at)
SELECT escrow_id, payer_agent_id, payee_agent_id, amount_usdc, fee_usdc, status, created_at, funded_at, expires_at, closed_at
FROM jsonb_to_recordset($1) AS r(escrow_id text, payer_agent_id text, payee_agent_id text, amount_usdc numeric, fee_usdc numeric, status text,
  created_at timestamptz, funded_at timestamptz, expires_at timestamptz, closed_at timestamptz)
ON CONFLICT (escrow_id) DO UPDATE SET
  status = excluded.status, funded_at = coalesce(excluded.funded_at, escrow_contracts.funded_at), expires_at = excluded.expires_at,
  closed_at = excluded.closed_at, fee_usdc = excluded.fee_usdc
WHERE escrow_contracts.closed_at IS NULL AND array_position(${ESCROW_ORDER}, excluded.status) >= array_position(${ESCROW_ORDER}, escrow_contracts.status)`;

const ESCROW_STEPS = `
INSERT INTO escrow_events (escrow_id, ts, from_status, to_status, actor_agent_id, reason)
SELECT escrow_id, ts, from_status, to_status, actor_agent_id, reason
FROM jsonb_to_recordset($1) AS r(escrow_id text, ts timestamptz, from_status text, to_status text, actor_agent_id text, reason text)
ON CONFLICT DO NOTHING`;

const REFERRAL_FEES = `
INSERT INTO referral_fees (ts, referrer_agent_id, referred_agent_id, source_kind, source_ref, base_fee_usdc, rate)
SELECT ts, referrer_agent_id, referred_agent_id, source_kind, source_ref, base_fee_usdc, rate
FROM jsonb_to_recordset($1) AS r(ts timestamptz, referrer_agent_id text, referred_agent_id text, source_kind text, source_ref text, base_fee_usdc numeric, rate numeric)
ON CONFLICT DO NOTHING`;

const WALLET = `
INSERT INTO wallet_events (ts, agent_id, currency, kind, amount, amount_usdc, tx_hash, balance_after, movement_id)
SELECT ts, agent_id, currency, kind, amount, amount_usdc, tx_hash, balance_after, movement_id
FROM jsonb_to_recordset($1) AS r(ts timestamptz, agent_id text, currency text, kind text, amount numeric, amount_usdc numeric, tx_hash text, balance_after numeric, movement_id text)
ORDER BY ts
ON CONFLICT DO NOTHING`;

// A result is large when under 1 % of the agent's results of the last 30 days reach it. Fewer than ten results are too
// few to compare with: every second one would be the largest so far.
const MARKS = `
INSERT INTO agent_events (ts, ts_end, agent_id, event_type, amount_usdc, text, tags, event_key, actor)
SELECT r.ts, r.ts_end, r.agent_id, r.event_type, r.amount_usdc, replace(replace(r.text, '{agent}', a.agent_name), '{other}', coalesce(o.agent_name, '')), r.tags, r.event_key, r.actor
FROM jsonb_to_recordset($1) AS r(ts timestamptz, ts_end timestamptz, agent_id text, other_agent_id text, event_type text, amount_usdc numeric, text text, tags text[], event_key text, actor text, is_large_result boolean)
JOIN agents a USING (agent_id) LEFT JOIN agents o ON o.agent_id = r.other_agent_id
WHERE NOT r.is_large_result OR (
  SELECT count(*) >= 10 AND count(*) FILTER (WHERE abs(t.pnl_usdc) >= abs(r.amount_usdc)) < count(*) / 100.0
  FROM trades t WHERE t.agent_id = r.agent_id AND t.settled_at >= r.ts - interval '30 days' AND t.settled_at < r.ts
)
ORDER BY r.ts
ON CONFLICT DO NOTHING`;
