import type { PostgresTable } from '../../../catalog/postgres-table.ts';

/** Movements of wallets, exchange rates, and the reconciliation of wallet and ledger. */
export const walletTables = {
  wallet_events: {
    help: 'Every movement of a wallet, in native units of its currency.',
    columns: {
      event_id: { type: 'bigint', identity: true, help: 'Running number.' },
      ts: { type: 'timestamptz', help: 'Time of the movement.' },
      agent_id: { type: 'text', references: 'agents', help: 'The agent.' },
      currency: { type: 'text', oneOf: ['USDC', 'BTC', 'XMR', 'ETH'], help: 'Currency of the amount.' },
      kind: {
        type: 'text',
        oneOf: ['deposit', 'withdrawal', 'faucet', 'transfer_in', 'transfer_out', 'fee'],
        help: 'What moved it.',
      },
      amount: {
        type: 'numeric(30,12)',
        help: 'Signed amount in native units of the currency: positive raises the balance (0.5 BTC is 0.5).',
      },
      amount_usdc: {
        type: 'numeric(20,6)',
        null: true,
        help: 'The amount in USDC at the rate at that time; NULL without a known rate.',
      },
      tx_hash: { type: 'text', null: true, help: 'Hash of the transaction on its chain.' },
      balance_after: { type: 'numeric(30,12)', null: true, help: 'Balance after the movement, native units.' },
      movement_id: {
        type: 'text',
        default: 'gen_random_uuid()::text',
        help: "The platform's id of the movement, so that it is written once. Without an id every insert is a new movement.",
      },
    },
    primaryKey: ['event_id'],
    indexes: {
      wallet_events_once: { columns: ['movement_id', 'agent_id', 'kind', 'currency'], unique: true },
      wallet_events_agent: { columns: ['agent_id', 'currency', 'ts DESC'] },
      wallet_events_ts: { columns: ['ts'] },
    },
  },
  fx_rates: {
    help: 'Value of one unit of a currency in USDC; needed to add up amounts of different currencies.',
    columns: {
      currency: { type: 'text', help: 'The currency.' },
      ts: { type: 'timestamptz', help: 'Time of the rate.' },
      usdc_per_unit: { type: 'numeric(20,8)', help: 'USDC per unit of the currency; 1 for USDC.' },
    },
    primaryKey: ['currency', 'ts'],
  },
  recon_runs: {
    help: 'Wallet against ledger, per run, agent and currency.',
    columns: {
      run_ts: { type: 'timestamptz', help: 'Time of the run.' },
      agent_id: { type: 'text', help: 'The agent, which may be missing from agents.' },
      currency: { type: 'text', help: 'The currency.' },
      ledger_balance: { type: 'numeric(30,12)', help: 'Balance according to the ledger, native units.' },
      wallet_balance: { type: 'numeric(30,12)', help: 'Balance of the wallet, native units.' },
      diff: {
        type: 'numeric(30,12)',
        generated: 'wallet_balance - ledger_balance',
        help: 'Wallet minus ledger, native units; anything but 0 needs a look.',
      },
    },
    primaryKey: ['run_ts', 'agent_id', 'currency'],
  },
} as const satisfies Readonly<Record<string, PostgresTable>>;
