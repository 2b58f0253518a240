import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { withoutKeys } from '../ingest/hide-keys.ts';
import {
  type CheckedEvent,
  type Envelope,
  envelopeProblem,
  isKnownKind,
  unknownKindProblem,
} from '../ingest/known-events.ts';
import type { PartitionMessage } from '../ingest/partition-reader.ts';
import { ledgerRows, statusRow } from './ledger-rows.ts';
import { bookRow, tickRow } from './market-row.ts';
import { capitalRow, type TradeKey, tradeRow } from './trade-row.ts';

/**
 * What a message becomes in ClickHouse: rows of one table, a dead letter, or nothing. A row is kept as a JSONEachRow
 * line, because a batch waits in memory for its plan and its inserts, and a line is much smaller than an object.
 */
export type SinkItem =
  | { readonly kind: 'trade'; readonly offset: number; readonly trade: TradeKey; readonly line: string }
  | { readonly kind: 'other'; readonly offset: number; readonly table: OtherTable; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly offset: number; readonly error: string; readonly raw: string }
  | { readonly kind: 'nothing'; readonly offset: number };

/** Tables whose rows replace each other, so that storing a row again changes nothing. */
export type OtherTable = 'agent_capital' | 'agent_ledger' | 'agent_status' | 'market_ticks' | 'order_books';

/** Longer messages are truncated in dead letters. */
const MAX_RAW = 64 * 1024;

/** Reads one message; the same message always gives the same result. */
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
  if (!isKnownKind(envelope.event)) return refused(unknownKindProblem(envelope.event));
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
  const into = (table: OtherTable, rows: readonly object[]): SinkItem =>
    rows.length === 0
      ? { kind: 'nothing', offset }
      : { kind: 'other', offset, table, lines: rows.map((row) => JSON.stringify(row)) };
  switch (event.event) {
    case 'agent.registered':
      return into('agent_capital', [capitalRow(event)]);
    case 'agent.changed':
      return into('agent_status', [statusRow(event)]);
    case 'market.ticked':
      return into('market_ticks', [tickRow(event)]);
    case 'market.book_taken':
      return into('order_books', [bookRow(event)]);
    default: {
      const row = tradeRow(event);
      if (row === undefined) return into('agent_ledger', ledgerRows(event));
      const { agent_id, timestamp, trade_id } = row;
      return { kind: 'trade', offset, trade: { agent_id, timestamp, trade_id }, line: JSON.stringify(row) };
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
