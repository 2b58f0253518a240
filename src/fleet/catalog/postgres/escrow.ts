import type { PostgresTable } from '../../../catalog/postgres-table.ts';

/** Escrow contracts and their changes of state. */
export const escrowTables = {
  escrow_contracts: {
    help: 'One row per escrow contract between two agents.',
    columns: {
      escrow_id: { type: 'text', help: 'Id of the contract.' },
      payer_agent_id: { type: 'text', references: 'agents', help: 'The agent that pays in.' },
      payee_agent_id: { type: 'text', references: 'agents', help: 'The agent that is paid.' },
      amount_usdc: { type: 'numeric(20,6)', check: 'amount_usdc > 0', help: 'Amount in escrow, USDC.' },
      fee_usdc: { type: 'numeric(20,6)', help: 'Fee in USDC, 1 % of the amount, due at settlement.' },
      status: {
        type: 'text',
        oneOf: ['created', 'funded', 'delivered', 'disputed', 'settled', 'timed_out', 'refunded', 'cancelled'],
        help: 'State of the contract; created, funded, delivered and disputed are open.',
      },
      created_at: { type: 'timestamptz', help: 'Time the contract was created.' },
      funded_at: {
        type: 'timestamptz',
        null: true,
        help: 'Time the contract was funded; the start of the time to settlement.',
      },
      expires_at: { type: 'timestamptz', help: 'Time the contract expires.' },
      closed_at: {
        type: 'timestamptz',
        null: true,
        help: 'Time the contract reached a final state; NULL while it is open.',
      },
    },
    primaryKey: ['escrow_id'],
    checks: {
      escrow_contracts_two_agents: 'payer_agent_id <> payee_agent_id',
      escrow_contracts_closed_by_status:
        "(closed_at IS NULL) = (status IN ('created', 'funded', 'delivered', 'disputed'))",
      // An expired, refunded or cancelled contract may never have been funded.
      escrow_contracts_funded_by_status:
        "funded_at IS NOT NULL OR status NOT IN ('funded', 'delivered', 'disputed', 'settled')",
    },
    indexes: {
      escrow_open: { columns: ['expires_at'], where: 'closed_at IS NULL' },
      escrow_closed: {
        columns: ['closed_at'],
        include: ['status', 'created_at', 'funded_at', 'amount_usdc'],
        where: 'closed_at IS NOT NULL',
      },
      escrow_created: { columns: ['created_at'] },
      escrow_payer: { columns: ['payer_agent_id', 'created_at'] },
      escrow_payee: { columns: ['payee_agent_id', 'created_at'] },
    },
  },
  escrow_events: {
    help: 'One row per change of state of an escrow contract.',
    columns: {
      event_id: { type: 'bigint', identity: true, help: 'Running number.' },
      escrow_id: { type: 'text', references: 'escrow_contracts', help: 'The contract.' },
      ts: { type: 'timestamptz', help: 'Time of the change.' },
      from_status: { type: 'text', null: true, help: 'State before; NULL for a new contract.' },
      to_status: { type: 'text', help: 'State after.' },
      actor_agent_id: {
        type: 'text',
        null: true,
        help: 'The agent that caused the change; NULL for a timeout or arbitration.',
      },
      reason: { type: 'text', null: true, help: 'Why, in words.' },
    },
    primaryKey: ['event_id'],
    unique: [['escrow_id', 'to_status', 'ts']],
    indexes: { escrow_events_ts: { columns: ['ts'] } },
  },
} as const satisfies Readonly<Record<string, PostgresTable>>;
