import type { clickhouseTables } from '../../catalog/clickhouse.ts';
import type { BookTaken, FleetEvent, Ticked } from '../events.ts';
import { HOUR, MINUTE } from '../options.ts';
import type { Cancel, Fill, Reject, TradeClosed } from '../order-events.ts';
import { createRandom } from '../random.ts';
import { toUsdc } from '../units.ts';
import type { Files } from './files.ts';

/** Tables with inserted rows; views fill the rollups. */
type InsertedTable =
  | 'agent_trades'
  | 'agent_capital'
  | 'agent_ledger'
  | 'agent_status'
  | 'market_ticks'
  | 'order_books'
  | 'ingest_errors';
/**
 * One row with times in ClickHouse's format. It needs every column: a new column does not compile until it is set.
 */
type Row<T extends InsertedTable> = Readonly<Record<keyof (typeof clickhouseTables)[T]['columns'], unknown>>;

/**
 * Share of events that arrive late, after newer ones, and share that is redelivered after the deduplication window.
 */
const LATE = 0.004;
const REDELIVERED = 0.001;

/** Path of the file with a table's rows. */
function clickhouseFile(table: InsertedTable): string {
  return `clickhouse/${table}.jsonl`;
}

/**
 * Rows of `agent_trades` that are delivered twice. `FINAL` counts them once, but the rollups count them twice: load
 * them to see why money totals must not be read from a rollup with duplicates.
 */
export const REDELIVERED_FILE = 'clickhouse/agent_trades.redelivered.jsonl';

/** Writes the analytics copy as JSONEachRow in order of arrival. */
export function clickhouseWriter(files: Files, seed: number) {
  const random = createRandom(seed, 'delivery');
  const waiting: { readonly at: number; readonly line: string }[] = [];

  const deliver = (event: Fill | Cancel | Reject | TradeClosed): void => {
    const delay = random.chance(LATE) ? random.between(2, 25) * MINUTE : random.between(40, 900);
    const receivedAt = Math.round(event.at + delay);
    const line = `${JSON.stringify(tradeRow(event, receivedAt))}\n`;
    if (delay < MINUTE) files.append(clickhouseFile('agent_trades'), line);
    else waiting.push({ at: receivedAt, line });
    if (random.chance(REDELIVERED))
      files.append(
        REDELIVERED_FILE,
        `${JSON.stringify(tradeRow(event, receivedAt + Math.round(random.between(1.1, 9) * HOUR)))}\n`,
      );
  };
  const arrive = (now: number): void => {
    if (waiting.length === 0) return;
    waiting.sort((one, other) => one.at - other.at);
    for (let first = waiting[0]; first !== undefined && first.at <= now; first = waiting[0]) {
      files.append(clickhouseFile('agent_trades'), first.line);
      waiting.shift();
    }
  };

  const hear = (event: FleetEvent): void => {
    switch (event.kind) {
      case 'fill':
      case 'cancel':
      case 'reject':
        return deliver(event);
      case 'trade':
        // The traded amounts are in the fills; an order without a fill has its own event.
        if (event.pnl !== null) deliver(event);
        return;
      case 'agent_registered': {
        const row: Row<'agent_capital'> = {
          agent_id: event.agentId,
          initial_equity_usd: toUsdc(event.initialEquity),
          registered_at: timeText(event.at),
          ver: event.at,
        };
        return files.append(clickhouseFile('agent_capital'), `${JSON.stringify(row)}\n`);
      }
      case 'ledger': {
        const { entry } = event;
        // The P&L of a trade or bet is in its settlement.
        if (entry !== 'flow' && entry !== 'escrow_fee' && entry !== 'referral') return;
        const row: Row<'agent_ledger'> = {
          agent_id: event.agentId,
          timestamp: timeText(event.at),
          kind: entry,
          ref_id: event.ref,
          strategy_name: event.strategy,
          amount_usd: toUsdc(event.amount),
          ver: event.at,
        };
        return files.append(clickhouseFile('agent_ledger'), `${JSON.stringify(row)}\n`);
      }
      case 'agent_changed': {
        const row: Row<'agent_status'> = {
          agent_id: event.agentId,
          status: event.status,
          changed_at: timeText(event.at),
          ver: event.at,
        };
        return files.append(clickhouseFile('agent_status'), `${JSON.stringify(row)}\n`);
      }
      case 'refused': {
        const row: Row<'ingest_errors'> = {
          at: timeText(event.at),
          topic: 'agent-trades',
          partition: event.partition,
          offset: event.offset,
          error: event.error,
          raw: event.raw,
        };
        return files.append(clickhouseFile('ingest_errors'), `${JSON.stringify(row)}\n`);
      }
      case 'tick':
        return files.append(clickhouseFile('market_ticks'), `${JSON.stringify(tickRow(event))}\n`);
      case 'book':
        return files.append(clickhouseFile('order_books'), `${JSON.stringify(bookRow(event))}\n`);
      case 'fx':
        return arrive(event.at);
      default:
    }
  };
  return { hear, finish: () => arrive(Number.POSITIVE_INFINITY) };
}

function tickRow({ at, market, ticker, bid, ask }: Ticked): Row<'market_ticks'> {
  return { market, ticker, timestamp: timeText(at), bid, ask, ver: at };
}

function bookRow({ at, market, ticker, bids, asks }: BookTaken): Row<'order_books'> {
  return {
    market,
    ticker,
    timestamp: timeText(at),
    bid_prices: bids.map(([price]) => price),
    bid_quantities: bids.map(([, quantity]) => quantity),
    ask_prices: asks.map(([price]) => price),
    ask_quantities: asks.map(([, quantity]) => quantity),
    ver: at,
  };
}

function tradeRow(event: Fill | Cancel | Reject | TradeClosed, receivedAt: number): Row<'agent_trades'> {
  const common = {
    agent_id: event.agentId,
    strategy_name: event.strategy,
    session_id: event.session,
    timestamp: timeText(event.at),
    created_at: timeText(receivedAt),
    market: event.market,
    ticker: event.ticker,
    side: event.side ?? 'none',
    cumulative_pnl: null,
    pf_api_version: 'v1',
    referral_code: event.referralCode,
    ver: receivedAt,
  };
  if (event.kind === 'trade') {
    const isBet = event.market === 'casino';
    return {
      // The settlement of a trade has no notional and no fee, because the fills have them.
      ...common,
      trade_id: event.tradeId,
      event: 'settle',
      order_type: isBet ? 'bet' : 'market',
      quantity: isBet ? toUsdc(event.notional) : 0,
      price: isBet ? 1 : 0,
      notional_usd: isBet ? toUsdc(event.notional) : 0,
      fee_usd: isBet ? toUsdc(event.fee) : 0,
      slippage_bps: null,
      fill_latency_ms: null,
      pnl_usd: event.pnl === null ? null : toUsdc(event.pnl),
      status: 'filled',
      fill_ratio: 1,
      error_code: '',
      pf_order_id: '',
      extra: {},
      liquidity: 'unknown',
    };
  }
  const notional = toUsdc(event.notional);
  return {
    ...common,
    trade_id: event.eventId,
    event: event.kind,
    order_type: event.orderType,
    quantity: notional / event.price,
    price: event.price,
    notional_usd: notional,
    fee_usd: event.kind === 'fill' ? toUsdc(event.fee) : 0,
    slippage_bps: event.kind === 'fill' ? event.slippageBps : null,
    fill_latency_ms: event.kind === 'fill' ? event.latencyMs : null,
    pnl_usd: null,
    status:
      event.kind === 'fill'
        ? event.isComplete
          ? 'filled'
          : 'partial'
        : event.kind === 'cancel'
          ? 'cancelled'
          : 'rejected',
    fill_ratio: event.kind === 'reject' ? 0 : event.fillRatio,
    error_code: event.kind === 'reject' ? event.errorCode : '',
    pf_order_id: event.orderId,
    extra: { trade: event.tradeId },
    liquidity: event.kind === 'fill' ? event.liquidity : 'unknown',
  };
}

/** Formats a time as `2026-03-01 00:00:00.000` UTC. */
function timeText(at: number): string {
  return new Date(at).toISOString().slice(0, 23).replace('T', ' ');
}
