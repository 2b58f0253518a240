import type { clickhouseTables } from '../../catalog/clickhouse.ts';
import { addEvent } from '../book/add-event.ts';
import { noChanges } from '../book/changes.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { timeText } from './time-text.ts';

/** One row of `agent_ledger`. */
export type LedgerRow = Readonly<Record<keyof (typeof clickhouseTables)['agent_ledger']['columns'], unknown>>;
/** One row of `agent_status`. */
export type StatusRow = Readonly<Record<keyof (typeof clickhouseTables)['agent_status']['columns'], unknown>>;

/** Kinds of ledger entries that are not in `agent_trades`. */
const BESIDE_TRADES: ReadonlySet<string> = new Set(['flow', 'escrow_fee', 'referral']);
type Received = { readonly received_at?: number };

/** Returns an event's ledger entries other than trades, by the book's own rules, so that both stores agree. */
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

/** Returns the new status of an agent. */
export function statusRow(event: WebhookEvent<'agent.changed'> & Received): StatusRow {
  const { agent_id, status, changed_at: at } = event.data;
  // The version is the time of the change, so that an older change that arrives later does not win.
  return { agent_id, status, changed_at: timeText(Date.parse(at)), ver: Math.round(Date.parse(at)) };
}

function versionOf({ received_at: received }: Received, at: string): number {
  return Math.round(received === undefined ? Date.parse(at) : received * 1000);
}
