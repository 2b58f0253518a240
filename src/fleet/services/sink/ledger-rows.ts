import type { clickhouseTables } from '../../catalog/clickhouse.ts';
import { addEvent } from '../book/add-event.ts';
import { noChanges } from '../book/changes.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { timeText } from './time-text.ts';

/** One row of `agent_ledger`. */
export type LedgerRow = Readonly<Record<keyof (typeof clickhouseTables)['agent_ledger']['columns'], unknown>>;
/** One row of `agent_status`. */
export type StatusRow = Readonly<Record<keyof (typeof clickhouseTables)['agent_status']['columns'], unknown>>;

/** Entries that no row of `agent_trades` brings. */
const BESIDE_TRADES: ReadonlySet<string> = new Set(['flow', 'escrow_fee', 'referral']);
type Received = { readonly received_at?: number };

/** What an event books beside trades, by the rules of the book of record: both stores then have one ledger. */
export function ledgerRows(event: WebhookEvent & Received): LedgerRow[] {
  const changes = noChanges();
  addEvent(changes, event, '');
  return changes.ledger
    .filter(({ kind }) => BESIDE_TRADES.has(kind))
    .map(({ ts, agent_id, strategy, kind, amount_usdc, ref_id }) => ({
      agent_id,
      timestamp: timeText(Date.parse(ts)),
      kind,
      ref_id,
      strategy_name: strategy ?? '',
      amount_usd: Number(amount_usdc),
      ver: versionOf(event, ts),
    }));
}

/** The status that a change brings. */
export function statusRow(event: WebhookEvent<'agent.changed'> & Received): StatusRow {
  const { agent_id, status, changed_at: at } = event.data;
  // By the time of the change: an older one that comes later must not win.
  return { agent_id, status, changed_at: timeText(Date.parse(at)), ver: Math.round(Date.parse(at)) };
}

function versionOf({ received_at: received }: Received, at: string): number {
  return Math.round(received === undefined ? Date.parse(at) : received * 1000);
}
