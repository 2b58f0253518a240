import type { clickhouseTables } from '../../catalog/clickhouse.ts';
import type { WebhookData, WebhookEvent, WebhookEventName } from '../contracts/webhook-events.ts';
import { eventId, uuidOf } from '../ingest/event-id.ts';
import { timeText } from './time-text.ts';

/** One row of `agent_trades` for JSONEachRow. It needs every column: a new column does not compile until it is set. */
export type TradeRow = Readonly<Record<keyof (typeof clickhouseTables)['agent_trades']['columns'], unknown>> & TradeKey;
/** The sorting key of `agent_trades`. */
export interface TradeKey {
  readonly agent_id: string;
  readonly timestamp: string;
  readonly trade_id: string;
}
/** One row of `agent_capital`. */
export type CapitalRow = Readonly<Record<keyof (typeof clickhouseTables)['agent_capital']['columns'], unknown>>;

/** Time of receipt, which the receiver adds to a message; Unix seconds. */
type Received = { readonly received_at?: number };
type Data<N extends WebhookEventName> = WebhookData<N>;
type Fill = Data<'order.filled'>;

/** The largest UInt32. */
const MAX_UINT32 = 4_294_967_295;

/** Returns the row of an event, or undefined if it has none. Throws if ClickHouse cannot store a value. */
export function tradeRow(event: WebhookEvent & Received): TradeRow | undefined {
  switch (event.event) {
    case 'order.filled':
    case 'order.partially_filled':
      return fillRow(event, event.data);
    case 'order.cancelled':
      return {
        ...unfilledRow(event, event.data, event.data.cancelled_at),
        event: 'cancel',
        status: 'cancelled',
        fill_ratio: event.data.fill_ratio ?? 0,
      };
    case 'order.rejected':
      return {
        ...unfilledRow(event, event.data, event.data.rejected_at),
        event: 'reject',
        status: 'rejected',
        fill_ratio: 0,
        error_code: event.data.error_code,
      };
    case 'casino.settled':
      return betRow(event, event.data);
    case 'trade.settled':
      return settlementRow(event, event.data);
    default:
      return undefined;
  }
}

/** Returns the `agent_capital` row of a registration. */
export function capitalRow({ data, received_at: received }: WebhookEvent<'agent.registered'> & Received): CapitalRow {
  const at = Date.parse(data.registered_at);
  return {
    agent_id: data.agent_id,
    initial_equity_usd: data.initial_equity_usdc,
    registered_at: timeText(at),
    ver: Math.round(received === undefined ? at : received * 1000),
  };
}

function fillRow(event: WebhookEvent & Received, data: Fill): TradeRow {
  const isComplete = event.event === 'order.filled';
  return {
    ...orderColumns(event, data, data.filled_at),
    // Partial fills share the order's id, so a fill without a fill_id is identified by its event id.
    trade_id: uuidOf(data.fill_id ?? eventId(event)),
    event: 'fill',
    quantity: data.filled_quantity,
    price: data.fill_price,
    notional_usd: data.notional_usd,
    fee_usd: data.fee_usd,
    slippage_bps: data.slippage_bps ?? null,
    fill_latency_ms: latency(data.fill_latency_ms),
    pnl_usd: data.pnl_usd ?? null,
    cumulative_pnl: data.cumulative_pnl ?? null,
    liquidity: data.liquidity ?? 'unknown',
    status: isComplete ? 'filled' : 'partial',
    fill_ratio: data.fill_ratio ?? (isComplete ? 1 : 0),
  };
}

function unfilledRow(
  event: WebhookEvent & Received,
  data: Data<'order.cancelled'> | Data<'order.rejected'>,
  at: string,
): TradeRow {
  return {
    ...orderColumns(event, data, at),
    trade_id: uuidOf(eventId(event)),
    quantity: data.quantity,
    price: data.price,
    notional_usd: data.notional_usd,
  };
}

function orderColumns(
  event: WebhookEvent & Received,
  data: Fill | Data<'order.cancelled'> | Data<'order.rejected'>,
  at: string,
): TradeRow {
  return {
    ...columns(event, data, at),
    market: data.market,
    ticker: data.ticker,
    side: data.side,
    order_type: data.order_type ?? '',
    pf_order_id: data.order_id,
    extra: data.trade_id ? { trade: data.trade_id } : {},
  };
}

function betRow(event: WebhookEvent & Received, data: Data<'casino.settled'>): TradeRow {
  return {
    ...columns(event, data, data.settled_at),
    trade_id: uuidOf(data.bet_id),
    event: 'settle',
    market: 'casino',
    ticker: data.game,
    order_type: 'bet',
    quantity: data.stake_usd,
    price: 1,
    notional_usd: data.stake_usd,
    fee_usd: data.fee_usd,
    pnl_usd: data.pnl_usd,
    status: 'filled',
    fill_ratio: 1,
  };
}

/** A settlement has no notional and fee, because the trade's fills have them and a rollup would count them twice. */
function settlementRow(event: WebhookEvent & Received, data: Data<'trade.settled'>): TradeRow {
  return {
    ...columns(event, data, data.settled_at),
    trade_id: uuidOf(data.trade_id),
    event: 'settle',
    market: data.market,
    ticker: data.ticker,
    side: data.side,
    order_type: 'market',
    pnl_usd: data.pnl_usd,
    status: 'filled',
    fill_ratio: 1,
    extra: { status: data.status },
  };
}

/** Returns the columns of every row, with defaults. */
function columns(
  event: WebhookEvent & Received,
  data: Pick<Fill, 'agent_id' | 'metadata' | 'session_id' | 'referral_code'>,
  at: string,
): TradeRow {
  const time = Date.parse(at);
  // Not the clock, so that a message that is read again gives the same row.
  const received = Math.round(event.received_at === undefined ? time : event.received_at * 1000);
  return {
    trade_id: '',
    agent_id: data.agent_id,
    strategy_name: data.metadata?.strategy || 'unknown',
    session_id: data.session_id ?? '',
    event: 'fill',
    timestamp: timeText(time),
    created_at: timeText(received),
    market: '',
    ticker: '',
    side: 'none',
    order_type: '',
    quantity: 0,
    price: 0,
    notional_usd: 0,
    fee_usd: 0,
    slippage_bps: null,
    fill_latency_ms: null,
    pnl_usd: null,
    cumulative_pnl: null,
    status: 'filled',
    fill_ratio: 0,
    error_code: '',
    pf_order_id: '',
    pf_api_version: `v${event.version ?? 1}`,
    referral_code: data.referral_code ?? null,
    extra: {},
    ver: received,
    liquidity: 'unknown',
  };
}

/** Returns milliseconds for a UInt32 column; a value that cannot be a latency becomes null. */
function latency(ms: number | null | undefined): number | null {
  if (ms === null || ms === undefined || ms < 0 || ms > MAX_UINT32) return null;
  return Math.round(ms);
}
