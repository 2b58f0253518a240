import { callApi } from './api-calls.ts';
import { markets, ORDER_ROUTE, orderEndpoint, type OrderType, rejectCodes, strategies } from './facts.ts';
import { type Fleet, isLive, type OpenTrade } from './fleet.ts';
import { HOUR, MINUTE } from './options.ts';
import type { Micros } from './units.ts';

const BETS_SHARE = mean(Object.values(strategies).map(({ bets }) => bets));
/** Average number of events per order; more than 1 because of partial fills and cancels after them. */
const EVENTS_PER_ORDER = 1.2;
const REJECTED = { usual: 0.02, often: 0.18 } as const;
const CANCELLED = 0.04;
const IN_TWO_FILLS = 0.17;
const UNKNOWN = 0.01;

/** Builds a position with many orders during part of its holding time, then calls `done`. */
export function sendOrders(fleet: Fleet, trade: OpenTrade, done: () => void): void {
  const { random } = trade.agent;
  const count = Math.max(1, random.wholeAround(ordersPerTrade(fleet) * random.between(0.5, 1.5)));
  const window = Math.min((trade.settlesAt - trade.openedAt) * 0.6, 2 * HOUR);
  const send = (index: number): void => {
    const isStopped = trade.agent.status !== 'active' || !isLive(trade.agent, fleet.timeline.now);
    if (index === count || (isStopped && trade.filled > 0)) return done();
    const size = Math.floor(trade.intended / count);
    const latencyMs = latencyOf(trade);
    // Orders are acknowledged in the order in which they were sent.
    fleet.timeline.at(trade.openedAt + (window * index) / count + latencyMs, () => {
      const isLastChance = (index === count - 1 || isStopped) && trade.filled === 0;
      answer(fleet, trade, { size, latencyMs, isLastChance }, () => send(index + 1));
    });
  };
  send(0);
}

/** Sends an order that is not filled: rejected with an error code, or cancelled if the code is null. */
export function sendRefusedOrder(fleet: Fleet, trade: OpenTrade, errorCode: string | null, done: () => void): void {
  const latencyMs = latencyOf(trade);
  fleet.timeline.after(latencyMs, () => {
    const order = acknowledged(fleet, trade, trade.intended, latencyMs, errorCode === null);
    if (errorCode !== null) {
      fleet.emit({ kind: 'reject', at: fleet.timeline.now, ...order, errorCode });
      done();
      return;
    }
    fleet.timeline.after(trade.agent.random.between(1, 15) * MINUTE, () => {
      fleet.emit({ kind: 'cancel', at: fleet.timeline.now, ...order, isFirst: true, fillRatio: 0 });
      done();
    });
  });
}

interface Sent {
  readonly size: Micros;
  readonly latencyMs: number;
  readonly isLastChance: boolean;
}

function answer(fleet: Fleet, trade: OpenTrade, { size, latencyMs, isLastChance }: Sent, next: () => void): void {
  const { random, role } = trade.agent;
  const fate = isLastChance ? 1 : random.uniform();
  const rejected = role === 'rejected' ? REJECTED.often : REJECTED.usual;
  const order = acknowledged(fleet, trade, size, latencyMs, fate >= rejected);
  if (fate < rejected) {
    fleet.emit({ kind: 'reject', at: fleet.timeline.now, ...order, errorCode: random.pick(rejectCodes) });
    return next();
  }
  const isCancelled = fate < rejected + CANCELLED;
  const isSplit = random.chance(isCancelled ? 0.5 : IN_TWO_FILLS);
  if (isCancelled && !isSplit)
    return later(
      fleet,
      trade,
      () => fleet.emit({ kind: 'cancel', at: fleet.timeline.now, ...order, isFirst: true, fillRatio: 0 }),
      next,
    );
  if (!isSplit) {
    fill(fleet, trade, order, { notional: size, fillRatio: 1, latencyMs, isFirst: true });
    return next();
  }
  const first = Math.round(size * random.between(0.2, 0.8));
  fill(fleet, trade, order, { notional: first, fillRatio: first / size, latencyMs, isFirst: true });
  later(
    fleet,
    trade,
    () => {
      if (isCancelled)
        fleet.emit({
          kind: 'cancel',
          at: fleet.timeline.now,
          ...order,
          eventId: random.uuid(),
          notional: size - first,
          isFirst: false,
          fillRatio: first / size,
        });
      else
        fill(fleet, trade, order, {
          notional: size - first,
          fillRatio: 1,
          latencyMs: latencyMs + 1000,
          isFirst: false,
        });
    },
    next,
  );
}

function later(fleet: Fleet, trade: OpenTrade, run: () => void, next: () => void): void {
  fleet.timeline.after(trade.agent.random.between(800, 30_000), () => {
    run();
    next();
  });
}

type Order = ReturnType<typeof acknowledged>;

function acknowledged(fleet: Fleet, trade: OpenTrade, size: Micros, latencyMs: number, isAccepted: boolean) {
  const { agent, market, ticker, side } = trade;
  const { random } = agent;
  const orderType: OrderType = random.chance(0.6) ? 'market' : random.chance(0.8) ? 'limit' : 'stop';
  const orderId = `ord_${random.hex(12)}`;
  fleet.emit({
    kind: 'order',
    at: fleet.timeline.now,
    agentId: agent.id,
    orderId,
    endpoint: orderEndpoint(market, orderType),
    latencyMs,
    isAccepted,
  });
  callApi(fleet, agent, ORDER_ROUTE, isAccepted ? '201' : '422', latencyMs / 1000);
  return {
    agentId: agent.id,
    eventId: random.uuid(),
    orderId,
    tradeId: trade.id,
    strategy: trade.strategy,
    session: trade.session,
    market,
    ticker,
    side,
    orderType,
    notional: size,
    price: fleet.prices[ticker] * (1 + random.normal(0, 0.0003)),
    referralCode: agent.referrer?.referralCode ?? null,
  };
}

function fill(
  fleet: Fleet,
  trade: OpenTrade,
  order: Order,
  part: { notional: Micros; fillRatio: number; latencyMs: number; isFirst: boolean },
): void {
  const { random } = trade.agent;
  const fee = Math.round((part.notional * markets[trade.market].feeBps) / 1e4);
  trade.filled += part.notional;
  trade.fees += fee;
  fleet.emit({
    kind: 'fill',
    at: fleet.timeline.now,
    ...order,
    // A second fill of the order is a separate event.
    eventId: part.isFirst ? order.eventId : random.uuid(),
    notional: part.notional,
    fillRatio: part.fillRatio,
    isFirst: part.isFirst,
    isComplete: part.fillRatio === 1,
    fee,
    slippageBps: random.chance(UNKNOWN)
      ? null
      : Math.round(random.normal(order.orderType === 'market' ? 2.2 : 0.6, 4) * 100) / 100,
    latencyMs: random.chance(UNKNOWN) ? null : Math.round(part.latencyMs),
    liquidity: liquidityOf(order),
  });
}

/** Most limit orders are makers. Derived from the id, because a random draw would change all later draws. */
function liquidityOf({ orderType, orderId }: Order): 'maker' | 'taker' {
  return orderType === 'limit' && Number.parseInt(orderId.slice(-2), 16) < 200 ? 'maker' : 'taker';
}

/** Latency in milliseconds, log-normal with a slow tail; ten times as long for a slow agent. */
function latencyOf({ agent: { random, role } }: OpenTrade): number {
  const usual = Math.exp(random.normal(Math.log(42), 0.55)) * (random.chance(0.015) ? random.between(5, 25) : 1);
  return Math.min(9000, usual * (role === 'slow' ? 10 : 1));
}

/**
 * Average number of orders per trade, so that all events add up to the requested number; each trade also has a
 * settlement.
 */
function ordersPerTrade({ options }: Fleet): number {
  const perTrade =
    (options.eventsPerDay - options.tradesPerDay * BETS_SHARE) / (options.tradesPerDay * (1 - BETS_SHARE));
  return Math.max(1, (perTrade - 1) / EVENTS_PER_ORDER);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
