import type { Migration } from './migration.ts';

/** The migrations of the book of record in order. */
export const postgresMigrations: readonly Migration[] = [
  {
    name: '001-ledger-keys',
    says: [
      'Allows more than one funding payment per position, and prevents duplicate entries without a ref_id.',
      'Entries without a ref_id get a unique one. From then on, writers have to set it.',
    ],
    sql: `UPDATE pnl_ledger SET ref_id = 'entry/' || entry_id WHERE ref_id IS NULL;
ALTER TABLE pnl_ledger ALTER COLUMN ref_id SET NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS pnl_ledger_once ON pnl_ledger (kind, ref_id, agent_id) WHERE kind <> 'funding';
CREATE UNIQUE INDEX IF NOT EXISTS pnl_ledger_funding_once ON pnl_ledger (ref_id, agent_id, ts) WHERE kind = 'funding';
ALTER TABLE pnl_ledger DROP CONSTRAINT IF EXISTS pnl_ledger_kind_ref_id_agent_id_key;`,
  },
  {
    name: '002-idempotency-keys',
    says: [
      'Adds keys to wallet movements and agent events, so that each is written once.',
      'Existing rows get a random key. Writers that set no key work as before: each of their rows counts as new.',
    ],
    sql: `ALTER TABLE wallet_events ADD COLUMN IF NOT EXISTS movement_id text NOT NULL DEFAULT gen_random_uuid()::text;
CREATE UNIQUE INDEX IF NOT EXISTS wallet_events_once ON wallet_events (movement_id, agent_id, kind, currency);
ALTER TABLE agent_events ADD COLUMN IF NOT EXISTS event_key text NOT NULL DEFAULT gen_random_uuid()::text;
CREATE UNIQUE INDEX IF NOT EXISTS agent_events_once ON agent_events (event_key);`,
  },
  {
    name: '003-escrow-funded',
    says: [
      'A contract can no longer be funded, delivered, disputed or settled without the time of its funding.',
      'A missing time is copied from escrow_events. Rows without it in either table stay unchanged, and a warning reports them.',
    ],
    sql: `UPDATE escrow_contracts c SET funded_at = e.ts
FROM (SELECT escrow_id, min(ts) AS ts FROM escrow_events WHERE to_status = 'funded' GROUP BY escrow_id) e
WHERE e.escrow_id = c.escrow_id AND c.funded_at IS NULL AND c.status IN ('funded', 'delivered', 'disputed', 'settled');
DO $pf$
DECLARE
  unknown bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'escrow_contracts_funded_by_status' AND conrelid = 'escrow_contracts'::regclass) THEN
    ALTER TABLE escrow_contracts ADD CONSTRAINT escrow_contracts_funded_by_status
      CHECK (funded_at IS NOT NULL OR status NOT IN ('funded', 'delivered', 'disputed', 'settled')) NOT VALID;
  END IF;
  SELECT count(*) INTO unknown FROM escrow_contracts WHERE funded_at IS NULL AND status IN ('funded', 'delivered', 'disputed', 'settled');
  IF unknown = 0 THEN
    ALTER TABLE escrow_contracts VALIDATE CONSTRAINT escrow_contracts_funded_by_status;
  ELSE
    RAISE WARNING '% escrow contracts have no funded_at, and escrow_events does not know it either. Set it by hand and run this again.', unknown;
  END IF;
END
$pf$;`,
  },
  {
    name: '004-halts-and-limits',
    says: [
      'agent_events also accepts the end of a halt and changes of limits, and has a column for who caused an event.',
    ],
    sql: `ALTER TABLE agent_events ADD COLUMN IF NOT EXISTS actor text;
ALTER TABLE agent_events DROP CONSTRAINT IF EXISTS agent_events_event_type_check;
ALTER TABLE agent_events ADD CONSTRAINT agent_events_event_type_check CHECK (event_type IN ('large_win', 'large_loss', 'strategy_switch', 'escrow_settled', 'wallet_topup', 'deposit', 'withdrawal', 'halt', 'resume', 'limit_change'));`,
  },
  {
    name: '005-daily-realized',
    says: [
      'Adds realized P&L to the daily results, from which returns, Sharpe ratio and drawdown are computed.',
      'For existing days it is the change of realized_pnl_usdc since the previous row.',
    ],
    sql: `DO $pf$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = 'agent_performance_daily'::regclass AND attname = 'realized_24h_usdc' AND NOT attisdropped
  ) THEN
    ALTER TABLE agent_performance_daily ADD COLUMN realized_24h_usdc numeric(20,6) NOT NULL DEFAULT 0;
    UPDATE agent_performance_daily p SET realized_24h_usdc = d.realized
    FROM (
      SELECT agent_id, day, realized_pnl_usdc - coalesce(lag(realized_pnl_usdc) OVER (PARTITION BY agent_id ORDER BY day), 0) AS realized
      FROM agent_performance_daily
    ) d
    WHERE d.agent_id = p.agent_id AND d.day = p.day;
  END IF;
END
$pf$;`,
  },
];
