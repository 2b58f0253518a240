import { createHash } from 'node:crypto';

import type { ClickHouseClient } from '@clickhouse/client';

import { UserError } from '../../../diagnostics/errors.ts';
import { uuidOf } from '../ingest/event-id.ts';
import { onceBy } from '../sink/clickhouse.ts';
import { storedBefore } from '../sink/stored-before.ts';
import type { TradeRow } from '../sink/trade-row.ts';

const SIDES = ['none', 'buy', 'sell'] as const;
const STATUSES = ['pending', 'filled', 'partial', 'cancelled', 'rejected'] as const;
const LIQUIDITY = ['unknown', 'maker', 'taker'] as const;
const EVENTS = ['fill', 'settle', 'cancel', 'reject'] as const;

/** One trade event to store; amounts in USD. */
export interface TradeEvent {
  /** A UUID or any other unique text: two events with the same text are the same event. */
  readonly trade_id: string;
  readonly agent_id: string;
  readonly strategy_name: string;
  readonly session_id?: string;
  /** `fill` when left out. */
  readonly event?: (typeof EVENTS)[number];
  /** A string must include a time zone. */
  readonly timestamp: Date | string;
  readonly market: string;
  readonly ticker: string;
  readonly side: (typeof SIDES)[number];
  readonly order_type?: string;
  readonly quantity: number;
  readonly price: number;
  readonly notional_usd: number;
  readonly fee_usd: number;
  readonly slippage_bps?: number | null;
  readonly fill_latency_ms?: number | null;
  readonly pnl_usd?: number | null;
  readonly cumulative_pnl?: number | null;
  readonly status: (typeof STATUSES)[number];
  readonly fill_ratio?: number;
  /** Whether the order rested in the book (`maker`) or took from it (`taker`); `unknown` when left out. */
  readonly liquidity?: (typeof LIQUIDITY)[number];
  readonly pf_order_id?: string;
  readonly pf_api_version?: string;
  readonly referral_code?: string | null;
  readonly error_code?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/**
 * Stores trade events in batches and returns how many were new. An event that is already stored, or appears twice, is
 * skipped, so that neither the table nor a rollup counts it again. The first batch that cannot be stored ends the run.
 */
export async function ingestTrades(
  client: ClickHouseClient,
  trades: Iterable<TradeEvent> | AsyncIterable<TradeEvent>,
  batchSize: number,
  quorum: boolean,
): Promise<number> {
  let stored = 0;
  let position = 0;
  let batch: TradeRow[] = [];
  for await (const trade of trades) {
    batch.push(rowOf(trade, position));
    position += 1;
    if (batch.length < batchSize) continue;
    stored += await storeBatch(client, batch, quorum);
    batch = [];
  }
  return stored + (batch.length > 0 ? await storeBatch(client, batch, quorum) : 0);
}

async function storeBatch(client: ClickHouseClient, batch: readonly TradeRow[], quorum: boolean): Promise<number> {
  const seen = new Set(await storedBefore(client, batch, quorum));
  const fresh = batch.filter(({ trade_id: id }) => !seen.has(id) && seen.add(id));
  if (fresh.length === 0) return 0;
  const token = createHash('sha256')
    .update(fresh.map(({ trade_id: id }) => id).join('\n'))
    .digest('hex');
  await client.insert({
    table: 'agent_trades',
    values: fresh,
    format: 'JSONEachRow',
    clickhouse_settings: onceBy(`client:${token}`, quorum),
  });
  return fresh.length;
}

function rowOf(trade: TradeEvent, position: number): TradeRow {
  const refuse = (field: string, why: string): never => {
    throw new UserError({
      severity: 'error',
      id: 'analytics/trade',
      message: `Trade ${position}: ${field} ${why}.`,
      hint: 'No row of this batch was stored; the batches before it were stored.',
    });
  };
  const text = (field: 'trade_id' | 'agent_id' | 'strategy_name' | 'market' | 'ticker'): string =>
    typeof trade[field] === 'string' && trade[field] !== ''
      ? trade[field]
      : refuse(field, 'is not a string, or is empty');
  const amount = (field: 'quantity' | 'price' | 'notional_usd' | 'fee_usd'): number =>
    Number.isFinite(trade[field]) ? trade[field] : refuse(field, 'is not a number');
  const maybe = (field: 'slippage_bps' | 'pnl_usd' | 'cumulative_pnl'): number | null => {
    const value = trade[field] ?? null;
    return value === null || Number.isFinite(value) ? value : refuse(field, 'is neither a number nor null');
  };
  const one = <T extends string>(field: string, value: T, values: readonly T[]): T =>
    values.includes(value) ? value : refuse(field, `is ${JSON.stringify(value)}, not one of ${values.join(', ')}`);
  const at = typeof trade.timestamp === 'string' ? parsedTime(trade.timestamp) : trade.timestamp.getTime();
  if (!Number.isFinite(at) || at < 0 || at > 7_258_118_400_000)
    refuse('timestamp', 'is not a time with a time zone that ClickHouse can store');
  const latency = trade.fill_latency_ms ?? null;
  if (latency !== null && !(latency >= 0 && latency <= 4_294_967_295))
    refuse('fill_latency_ms', 'is not a number of milliseconds');
  const timestamp = new Date(at).toISOString().slice(0, 23).replace('T', ' ');
  const isFilled = trade.status === 'filled';
  return {
    trade_id: uuidOf(text('trade_id')),
    agent_id: text('agent_id'),
    strategy_name: text('strategy_name'),
    session_id: trade.session_id ?? '',
    event: one('event', trade.event ?? 'fill', EVENTS),
    timestamp,
    created_at: timestamp,
    market: text('market'),
    ticker: text('ticker'),
    side: one('side', trade.side, SIDES),
    order_type: trade.order_type ?? '',
    quantity: amount('quantity'),
    price: amount('price'),
    notional_usd: amount('notional_usd'),
    fee_usd: amount('fee_usd'),
    slippage_bps: maybe('slippage_bps'),
    fill_latency_ms: latency === null ? null : Math.round(latency),
    pnl_usd: maybe('pnl_usd'),
    cumulative_pnl: maybe('cumulative_pnl'),
    status: one('status', trade.status, STATUSES),
    fill_ratio: trade.fill_ratio ?? (isFilled ? 1 : 0),
    error_code: trade.error_code ?? '',
    pf_order_id: trade.pf_order_id ?? '',
    pf_api_version: trade.pf_api_version ?? 'v1',
    referral_code: trade.referral_code ?? null,
    extra: trade.extra ?? {},
    ver: at,
    liquidity: one('liquidity', trade.liquidity ?? 'unknown', LIQUIDITY),
  };
}

function parsedTime(text: string): number {
  return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? Date.parse(text) : Number.NaN;
}
