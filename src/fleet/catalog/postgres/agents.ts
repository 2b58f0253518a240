import { eventTypes } from '../events.ts';
import type { PostgresTable } from '../../../catalog/postgres-table.ts';

/** The agents, their events, and their referrals. */
export const agentTables = {
  agents: {
    help: 'One row per agent, with its current strategy and its limits.',
    columns: {
      agent_id: { type: 'text', help: 'Stable id of the agent, as in every other table, metric and log line.' },
      agent_name: { type: 'text', help: 'Name for people.' },
      strategy: {
        type: 'text',
        help: 'Current strategy; trades and ledger entries keep the strategy at their time.',
      },
      status: {
        type: 'text',
        default: "'active'",
        oneOf: ['active', 'paused', 'halted', 'retired'],
        help: 'Whether the agent trades.',
      },
      initial_equity_usdc: {
        type: 'numeric(20,6)',
        check: 'initial_equity_usdc >= 0',
        help: 'Equity at registration, USDC; the first peak of the drawdown.',
      },
      min_balance_usdc: {
        type: 'numeric(20,6)',
        default: '50',
        help: 'USDC balance below which the agent cannot fund trades.',
      },
      max_drawdown_pct: {
        type: 'numeric(8,6)',
        default: '0.15',
        help: "The agent's drawdown limit as a fraction (0.15 is 15 %).",
      },
      registered_at: { type: 'timestamptz', help: 'Time of registration; earlier days are excluded from every ratio.' },
      retired_at: { type: 'timestamptz', null: true, help: 'Time the agent was retired; NULL before that.' },
    },
    primaryKey: ['agent_id'],
  },
  agent_events: {
    help: 'Notable events; the source of the annotations of every dashboard.',
    columns: {
      event_id: { type: 'bigint', identity: true, help: 'Running number.' },
      ts: { type: 'timestamptz', help: 'Time of the event, or start of its time region.' },
      ts_end: { type: 'timestamptz', null: true, help: 'End of the time region; NULL for a point in time.' },
      agent_id: { type: 'text', references: 'agents', help: 'The agent.' },
      event_type: { type: 'text', oneOf: Object.keys(eventTypes), help: 'Type of the event.' },
      amount_usdc: { type: 'numeric(20,6)', null: true, help: 'Amount in USDC, if the event has one.' },
      text: { type: 'text', help: "The annotation's text." },
      tags: { type: 'text[]', default: "'{}'", help: "The annotation's tags." },
      event_key: {
        type: 'text',
        default: 'gen_random_uuid()::text',
        help: 'Unique key of the event, so that it is written once. Without a key every insert is a new event.',
      },
      actor: {
        type: 'text',
        null: true,
        help: 'Who caused the event: an alert rule, the agent itself or a person; NULL when unknown.',
      },
    },
    primaryKey: ['event_id'],
    indexes: {
      agent_events_type_ts: { columns: ['event_type', 'ts'] },
      agent_events_once: { columns: ['event_key'], unique: true },
    },
  },
  referrals: {
    help: 'Referrals; an agent has at most one referrer.',
    columns: {
      referred_agent_id: { type: 'text', references: 'agents', help: 'The referred agent.' },
      referrer_agent_id: {
        type: 'text',
        references: 'agents',
        help: 'The agent that referred it; register it first, or a cycle has no root.',
      },
      referral_code: { type: 'text', null: true, help: 'Referral code that was used.' },
      created_at: { type: 'timestamptz', help: 'Time of the referral.' },
    },
    primaryKey: ['referred_agent_id'],
    checks: { referrals_not_self: 'referrer_agent_id <> referred_agent_id' },
    indexes: { referrals_referrer: { columns: ['referrer_agent_id'] } },
  },
  referral_fees: {
    help: 'Share of a fee that goes to the direct referrer: 15 % of the fee, not of the amount (1,200 USDC in escrow, fee 12, referral 1.80).',
    columns: {
      fee_id: { type: 'bigint', identity: true, help: 'Running number.' },
      ts: { type: 'timestamptz', help: 'Time the fee was earned.' },
      referrer_agent_id: { type: 'text', references: 'agents', help: 'The agent that earns the share.' },
      referred_agent_id: { type: 'text', references: 'agents', help: 'The agent that paid the fee.' },
      source_kind: { type: 'text', oneOf: ['trade', 'casino', 'escrow'], help: 'Source of the fee.' },
      source_ref: { type: 'text', help: 'Id of the trade, bet or escrow contract.' },
      base_fee_usdc: { type: 'numeric(20,6)', help: 'The whole fee, USDC.' },
      rate: { type: 'numeric(6,4)', default: '0.15', help: 'Share of the fee as a fraction.' },
      referral_fee_usdc: {
        type: 'numeric(20,6)',
        generated: 'round(base_fee_usdc * rate, 6)',
        help: "The referrer's share, USDC.",
      },
    },
    primaryKey: ['fee_id'],
    unique: [['source_kind', 'source_ref', 'referrer_agent_id']],
    indexes: { referral_fees_ref_ts: { columns: ['referrer_agent_id', 'ts'], include: ['referral_fee_usdc'] } },
  },
} as const satisfies Readonly<Record<string, PostgresTable>>;
