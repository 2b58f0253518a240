import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { withoutKeys } from '../ingest/hide-keys.ts';
import { type CheckedEvent, type Envelope, envelopeProblem, isKnownKind } from '../ingest/known-events.ts';
import type { PartitionMessage } from '../ingest/partition-reader.ts';
import { ledgerRows, type LedgerRow, statusRow, type StatusRow } from './ledger-rows.ts';
import { capitalRow, type CapitalRow, type TradeRow, tradeRow } from './trade-row.ts';

/** What a message of the topic becomes in ClickHouse: rows of one table, a dead letter, or nothing. */
export type SinkItem =
  | { readonly kind: 'trade'; readonly offset: number; readonly row: TradeRow }
  | { readonly kind: 'capital'; readonly offset: number; readonly row: CapitalRow }
  | { readonly kind: 'ledger'; readonly offset: number; readonly rows: readonly LedgerRow[] }
  | { readonly kind: 'status'; readonly offset: number; readonly row: StatusRow }
  | { readonly kind: 'refused'; readonly offset: number; readonly error: string; readonly raw: string }
  | { readonly kind: 'nothing'; readonly offset: number };

/** Longer messages are cut in a dead letter. */
const MAX_RAW = 64 * 1024;

/** Reads one message; the same message always becomes the same. */
export function readMessage({ offset, value }: PartitionMessage, check: (body: Envelope) => CheckedEvent): SinkItem {
  const refused = (error: string): SinkItem => ({
    kind: 'refused',
    offset,
    error: withoutKeys(error),
    raw: withoutKeys(value.slice(0, MAX_RAW)),
  });
  const body = parsed(value);
  const problem = body === undefined ? 'The message is not JSON.' : envelopeProblem(body);
  if (problem !== undefined) return refused(problem);
  const envelope = body as Envelope;
  if (!isKnownKind(envelope.event)) return refused(`The contract has no event ${envelope.event}.`);
  const checked = check(envelope);
  if ('problem' in checked) return refused(checked.problem);
  try {
    return itemOf(offset, checked.event);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(error.message);
  }
}

function itemOf(offset: number, event: WebhookEvent): SinkItem {
  if (event.event === 'agent.registered') return { kind: 'capital', offset, row: capitalRow(event) };
  if (event.event === 'agent.changed') return { kind: 'status', offset, row: statusRow(event) };
  const row = tradeRow(event);
  if (row !== undefined) return { kind: 'trade', offset, row };
  const rows = ledgerRows(event);
  return rows.length === 0 ? { kind: 'nothing', offset } : { kind: 'ledger', offset, rows };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
