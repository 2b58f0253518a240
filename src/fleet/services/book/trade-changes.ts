import type { WebhookData, WebhookEvent } from '../contracts/webhook-events.ts';
import { eventId, uuidOf } from '../ingest/event-id.ts';
import type { BookChanges, LedgerEntry, TradeChange } from './changes.ts';
import { decimal, micros, type Micros } from './money.ts';

/** Results of at most this many USDC are never marked. */
const LARGE = 100;

type Fill = WebhookData<'order.filled'>;

/** Adds a fill. */
export function addFill(changes: BookChanges, event: WebhookEvent, data: Fill): void {
  const { filled_at: at, pnl_usd: pnl } = data;
  seen(changes, data, at);
  const isSettled = pnl !== null && pnl !== undefined;
  // A fill with a P&L, as in the documents, is a settled trade of its own; any other fill is part of its trade.
  const ownId = data.fill_id ?? eventId(event);
  const id = isSettled ? ownId : (data.trade_id ?? ownId);
  const trade: TradeChange = {
    ...tradeColumns(data, at),
    trade_id: uuidOf(id),
    market: data.market,
    ticker: data.ticker,
    side: data.side,
    opened_at: at,
    settled_at: isSettled ? at : null,
    notional_usdc: decimal(micros(data.notional_usd)),
    fee_usdc: decimal(micros(data.fee_usd)),
    pnl_usdc: isSettled ? decimal(micros(pnl)) : null,
    status: event.event === 'order.filled' ? 'filled' : 'partial',
  };
  if (!isSettled) return void changes.building.push({ ...trade, status: data.trade_id ? 'partial' : trade.status });
  changes.ended.push(trade);
  const fee = micros(data.fee_usd);
  post(
    changes,
    { ts: at, agent_id: data.agent_id, strategy: strategyOf(data), ref_id: id },
    { trade: micros(pnl) + fee, fee: -fee },
  );
  markResult(changes, data, { at, pnl, what: data.ticker, source: 'Trade' });
}

/** Adds a trade that was opened. */
export function addOpening(changes: BookChanges, data: WebhookData<'trade.opened'>): void {
  seen(changes, data, data.opened_at);
  // An opening reports only the intended size; the fills add what is traded.
  changes.building.push({
    ...positionColumns(data, data.opened_at),
    notional_usdc: '0',
    fee_usdc: '0',
    status: 'pending',
  });
}

/** Adds a trade that ended with a P&L. */
export function addSettlement(changes: BookChanges, data: WebhookData<'trade.settled'>): void {
  const { settled_at: at, pnl_usd: pnl } = data;
  seen(changes, data, at);
  const [fee, funding] = [micros(data.fee_usd), micros(data.funding_usd)];
  changes.ended.push({
    ...positionColumns(data, at),
    settled_at: at,
    notional_usdc: decimal(micros(data.notional_usd)),
    fee_usdc: decimal(fee),
    pnl_usdc: decimal(micros(pnl)),
    status: data.status,
  });
  post(
    changes,
    { ts: at, agent_id: data.agent_id, strategy: strategyOf(data), ref_id: data.trade_id },
    { trade: micros(pnl) + fee - funding, fee: -fee, funding },
  );
  markResult(changes, data, { at, pnl, what: data.ticker, source: 'Trade' });
}

/** Adds a trade that ended before anything was traded. */
export function addFailure(changes: BookChanges, data: WebhookData<'trade.failed'>): void {
  seen(changes, data, data.failed_at);
  changes.ended.push({
    ...positionColumns(data, data.failed_at),
    notional_usdc: decimal(micros(data.notional_usd)),
    fee_usdc: '0',
    status: data.status,
    error_code: data.error_code ?? null,
  });
}

/** Adds a bet that was decided. */
export function addBet(changes: BookChanges, data: WebhookData<'casino.settled'>): void {
  const { settled_at: at, pnl_usd: pnl } = data;
  seen(changes, data, at);
  const fee = micros(data.fee_usd);
  changes.ended.push({
    ...tradeColumns(data, at),
    trade_id: uuidOf(data.bet_id),
    market: 'casino',
    ticker: data.game,
    side: null,
    opened_at: data.placed_at ?? at,
    settled_at: at,
    notional_usdc: decimal(micros(data.stake_usd)),
    fee_usdc: decimal(fee),
    pnl_usdc: decimal(micros(pnl)),
    status: 'filled',
  });
  post(
    changes,
    { ts: at, agent_id: data.agent_id, strategy: strategyOf(data), ref_id: data.bet_id },
    { casino: micros(pnl) + fee, fee: -fee },
  );
  markResult(changes, data, { at, pnl, what: data.game, source: 'Casino' });
}

/** Adds entries with the same time and reference to the ledger; amounts of 0 are left out. */
export function post(
  changes: BookChanges,
  common: Omit<LedgerEntry, 'kind' | 'amount_usdc'>,
  amounts: Readonly<Partial<Record<LedgerEntry['kind'], Micros>>>,
): void {
  for (const [kind, amount] of Object.entries(amounts) as [LedgerEntry['kind'], Micros][]) {
    if (amount !== 0) changes.ledger.push({ ...common, kind, amount_usdc: decimal(amount) });
  }
}

function seen(changes: BookChanges, data: Pick<Fill, 'agent_id' | 'metadata'>, at: string): void {
  changes.seen.push({ agent_id: data.agent_id, strategy: strategyOf(data), registered_at: at });
}

function strategyOf({ metadata }: Pick<Fill, 'metadata'>): string {
  return metadata?.strategy || 'unknown';
}

function tradeColumns(data: Pick<Fill, 'agent_id' | 'metadata'>, at: string) {
  return {
    agent_id: data.agent_id,
    strategy: strategyOf(data),
    opened_at: at,
    settled_at: null,
    pnl_usdc: null,
    error_code: null,
  };
}

function positionColumns(
  data: WebhookData<'trade.opened'> | WebhookData<'trade.settled'> | WebhookData<'trade.failed'>,
  at: string,
) {
  return {
    ...tradeColumns(data, at),
    trade_id: uuidOf(data.trade_id),
    market: data.market,
    ticker: data.ticker,
    side: data.side,
    opened_at: data.opened_at,
  };
}

function markResult(
  changes: BookChanges,
  { agent_id: agent }: Pick<Fill, 'agent_id'>,
  {
    at,
    pnl,
    what,
    source,
  }: { readonly at: string; readonly pnl: number; readonly what: string; readonly source: 'Trade' | 'Casino' },
): void {
  if (Math.abs(pnl) <= LARGE) return;
  const amount = decimal(micros(pnl));
  changes.marks.push({
    ts: at,
    ts_end: null,
    agent_id: agent,
    other_agent_id: null,
    event_type: pnl > 0 ? 'large_win' : 'large_loss',
    amount_usdc: amount,
    text: `${pnl > 0 ? 'Large Win' : 'Large Loss'} - ${source}: {agent} ${amount} USDC on ${what}`,
    tags: [source.toLowerCase(), what],
    actor: null,
    is_large_result: true,
  });
}
