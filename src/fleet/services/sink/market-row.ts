import type { clickhouseTables } from '../../catalog/clickhouse.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { timeText } from './time-text.ts';

type Row<T extends 'market_ticks' | 'order_books'> = Readonly<
  Record<keyof (typeof clickhouseTables)[T]['columns'], unknown>
>;
type Received = { readonly received_at?: number };

/** Returns a row of `market_ticks`. */
export function tickRow({
  data,
  received_at: received,
}: WebhookEvent<'market.ticked'> & Received): Row<'market_ticks'> {
  const { market, ticker, bid, ask } = data;
  return { ...momentOf(data.at, received), market, ticker, bid, ask };
}

/** Returns a row of `order_books`, with as many prices as quantities on each side. */
export function bookRow({
  data,
  received_at: received,
}: WebhookEvent<'market.book_taken'> & Received): Row<'order_books'> {
  const { market, ticker, bids, asks } = data;
  return {
    ...momentOf(data.at, received),
    market,
    ticker,
    bid_prices: bids.map(([price]) => price),
    bid_quantities: bids.map(([, quantity]) => quantity),
    ask_prices: asks.map(([price]) => price),
    ask_quantities: asks.map(([, quantity]) => quantity),
  };
}

/** Uses the time of receipt, not the clock, so that a message that is read again gives the same row. */
function momentOf(text: string, received: number | undefined): { readonly timestamp: string; readonly ver: number } {
  const at = Date.parse(text);
  return { timestamp: timeText(at), ver: Math.round(received === undefined ? at : received * 1000) };
}
