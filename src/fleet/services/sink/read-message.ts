import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { withoutKeys } from '../ingest/hide-keys.ts';
import { type CheckedEvent, type Envelope, envelopeProblem, isKnownKind } from '../ingest/known-events.ts';
import type { PartitionMessage } from '../ingest/partition-reader.ts';
import { bookRow, tickRow } from './market-row.ts';
import { capitalRow, type TradeRow, tradeRow } from './trade-row.ts';

/** What a message of the topic becomes in ClickHouse: a row, a dead letter, or nothing. */
export type SinkItem =
  | { readonly kind: 'trade'; readonly offset: number; readonly row: TradeRow }
  | { readonly kind: 'other'; readonly offset: number; readonly table: OtherTable; readonly row: object }
  | { readonly kind: 'refused'; readonly offset: number; readonly error: string; readonly raw: string }
  | { readonly kind: 'nothing'; readonly offset: number };

/** Tables whose rows replace each other: one that is stored again changes nothing. */
export type OtherTable = 'agent_capital' | 'market_ticks' | 'order_books';

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
  const into = (table: OtherTable, row: object): SinkItem => ({ kind: 'other', offset, table, row });
  switch (event.event) {
    case 'agent.registered':
      return into('agent_capital', capitalRow(event));
    case 'market.ticked':
      return into('market_ticks', tickRow(event));
    case 'market.book_taken':
      return into('order_books', bookRow(event));
    default: {
      const row = tradeRow(event);
      return row === undefined ? { kind: 'nothing', offset } : { kind: 'trade', offset, row };
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
