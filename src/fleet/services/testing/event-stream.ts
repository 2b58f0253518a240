import { createRandom } from '../../simulator/random.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';

/** Number of events and agents. */
export interface StreamOptions {
  readonly events: number;
  readonly agents: number;
  readonly seed: number;
  /** Time of the first event, Unix milliseconds. */
  readonly start: number;
}

const TICKERS = { perpetuals: ['BTC-PERP', 'ETH-PERP'], crypto: ['BTC-USD', 'SOL-USD'] } as const;
const STRATEGIES = ['momentum', 'arbitrage', 'market_making'];
const STEP_MS = 25;

/** Generates fills, settlements, bets, cancels and rejects in order of time, with amounts in whole cents. */
export function eventStream({ events, agents, seed, start }: StreamOptions): WebhookEvent[] {
  const random = createRandom(seed, 'event stream');
  return Array.from({ length: events }, (_, index) => {
    const at = new Date(start + index * STEP_MS).toISOString();
    const market = random.chance(0.5) ? 'perpetuals' : 'crypto';
    const agent = `pf_agent_${String(Math.floor(random.between(0, agents))).padStart(3, '0')}`;
    const common = {
      agent_id: agent,
      metadata: { strategy: random.pick(STRATEGIES) },
      session_id: `${agent}-s1`,
      referral_code: null,
    };
    const order = {
      ...common,
      order_id: `ord_${index}`,
      trade_id: random.uuid(),
      market,
      ticker: random.pick<string>(TICKERS[market]),
      side: random.chance(0.5) ? 'buy' : 'sell',
      order_type: 'limit',
    } as const;
    const cents = (most: number): number => Math.floor(random.between(1, most * 100)) / 100;
    const envelope = { version: 1, id: `evt_${seed}_${index}`, created_at: at } as const;
    const notional = cents(5000);
    const kind = random.uniform();
    if (kind < 0.6) {
      const isComplete = random.chance(0.7);
      const data = {
        ...order,
        fill_id: random.uuid(),
        filled_at: at,
        filled_quantity: notional / 100,
        fill_price: 100,
        notional_usd: notional,
        fee_usd: cents(2),
        slippage_bps: random.chance(0.1) ? null : Math.round(random.between(-5, 20)),
        fill_latency_ms: random.chance(0.1) ? null : Math.round(random.between(5, 900)),
        fill_ratio: isComplete ? 1 : 0.4,
        pnl_usd: null,
      };
      return { ...envelope, event: isComplete ? 'order.filled' : 'order.partially_filled', data };
    }
    const pnl = random.chance(0.05) ? 0 : cents(200) * (random.chance(0.52) ? 1 : -1);
    if (kind < 0.75)
      return {
        ...envelope,
        event: 'casino.settled',
        data: {
          ...common,
          bet_id: random.uuid(),
          game: 'crash',
          placed_at: at,
          settled_at: at,
          stake_usd: cents(50),
          fee_usd: 0.5,
          pnl_usd: pnl,
        },
      };
    if (kind < 0.9)
      return {
        ...envelope,
        event: 'trade.settled',
        data: {
          ...common,
          trade_id: order.trade_id,
          market,
          ticker: order.ticker,
          side: order.side,
          opened_at: at,
          settled_at: at,
          notional_usd: notional,
          status: 'filled',
          fee_usd: cents(3),
          funding_usd: 0,
          pnl_usd: pnl,
        },
      };
    const unfilled = { ...order, quantity: notional / 100, price: 100, notional_usd: notional };
    return kind < 0.95
      ? { ...envelope, event: 'order.cancelled', data: { ...unfilled, cancelled_at: at, fill_ratio: 0 } }
      : {
          ...envelope,
          event: 'order.rejected',
          data: { ...unfilled, rejected_at: at, error_code: 'INSUFFICIENT_MARGIN' },
        };
  });
}

/** Computes from the events what the stores must contain. */
export function truthOf(events: readonly WebhookEvent[]) {
  const rows = events.length;
  let pnlCents = 0;
  let volumeCents = 0;
  let feeCents = 0;
  let fills = 0;
  let settled = 0;
  const pnlByAgent = new Map<string, number>();
  const cents = (usd: number): number => Math.round(usd * 100);
  for (const event of events) {
    if (event.event === 'order.filled' || event.event === 'order.partially_filled') {
      fills += 1;
      volumeCents += cents(event.data.notional_usd);
      feeCents += cents(event.data.fee_usd);
    } else if (event.event === 'casino.settled' || event.event === 'trade.settled') {
      const { agent_id: agent, pnl_usd: pnl } = event.data;
      settled += 1;
      pnlCents += cents(pnl);
      pnlByAgent.set(agent, (pnlByAgent.get(agent) ?? 0) + cents(pnl));
      if (event.event === 'casino.settled') {
        volumeCents += cents(event.data.stake_usd);
        feeCents += cents(event.data.fee_usd);
      }
    }
  }
  return { rows, fills, settled, pnlCents, volumeCents, feeCents, pnlByAgent };
}
