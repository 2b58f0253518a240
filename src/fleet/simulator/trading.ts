import { placeBet } from './casino.ts';
import { post } from './book.ts';
import { markets, rejectCodes, strategies, type Ticker, type TradedMarket } from './facts.ts';
import { type Agent, type Fleet, isLive, type OpenTrade } from './fleet.ts';
import { DAY, HOUR, MINUTE } from './options.ts';
import { sendOrders, sendRefusedOrder } from './orders.ts';
import { bookResult } from './results.ts';
import { MICROS, type Micros } from './units.ts';

/** Shares of decisions with a single order that is rejected or cancelled, so that nothing is traded. */
const REFUSED = 0.02;
const CANCELLED = 0.015;
/** Share of trades that break even exactly. */
const BREAK_EVEN = 0.01;
const RETIREE_HOLD = 4 * HOUR;
/** How long a bold agent keeps trading after it was halted. */
const DEAF = 4 * HOUR;

/** Makes an agent decide on a trade or a bet repeatedly. */
export function startTrading(fleet: Fleet, agent: Agent): void {
  const pause = DAY / (fleet.options.tradesPerDay * agent.activity);
  const decide = (): void => {
    if (isTrading(agent, fleet.timeline.now)) {
      if (agent.random.chance(strategies[agent.strategy].bets)) placeBet(fleet, agent);
      else openTrade(fleet, agent);
    }
    fleet.timeline.after(agent.random.exponential(pause), decide);
  };
  fleet.timeline.after(agent.random.exponential(pause), decide);
}

/** A bold agent also trades for a while after its halt, so that compliance panels have something to show. */
function isTrading(agent: Agent, now: number): boolean {
  const isDeaf = agent.role === 'bold' && agent.status === 'halted' && now < (agent.haltedAt ?? 0) + DEAF;
  return isLive(agent, now) && (agent.status === 'active' || isDeaf);
}

function openTrade(fleet: Fleet, agent: Agent): void {
  const { random, strategy } = agent;
  const { edge, spread, holdHours } = strategies[strategy];
  const market: TradedMarket = random.chance(0.55) ? 'perpetuals' : 'crypto';
  const now = fleet.timeline.now;
  const hold =
    4 * MINUTE + Math.min(random.exponential(holdHours * HOUR), agent.role === 'retires' ? RETIREE_HOLD : 30 * HOUR);
  const shock = agent.shocks[0] && agent.shocks[0].from <= now ? agent.shocks.shift() : undefined;
  const trade: OpenTrade = {
    id: random.uuid(),
    agent,
    strategy,
    market,
    session: `${agent.id}-s${agent.sessions}`,
    ticker: random.pick<Ticker>(markets[market].tickers),
    side: random.chance(0.52) ? 'buy' : 'sell',
    openedAt: now,
    settlesAt: Math.round(now + hold),
    intended: Math.max(MICROS, Math.round(agent.equity * (shock ? 0.1 : random.between(0.04, 0.16)))),
    // Sometimes a move has three times the usual spread.
    grossReturn: shock?.grossReturn ?? random.normal(edge, spread * agent.boldness * (random.chance(0.02) ? 3 : 1)),
    filled: 0,
    fees: 0,
  };
  const fate = random.uniform();
  if (fate < REFUSED) refuse(fleet, trade, 'rejected');
  else if (fate < REFUSED + CANCELLED) refuse(fleet, trade, 'cancelled');
  else {
    agent.openTrades.add(trade);
    sendOrders(fleet, trade, () => {
      trade.settlesAt = Math.max(trade.settlesAt, fleet.timeline.now + 1000);
      fleet.timeline.at(trade.settlesAt, () => settle(fleet, trade));
    });
  }
}

function refuse(fleet: Fleet, trade: OpenTrade, status: 'rejected' | 'cancelled'): void {
  const errorCode = status === 'rejected' ? trade.agent.random.pick(rejectCodes) : null;
  sendRefusedOrder(fleet, trade, errorCode, () =>
    close(fleet, trade, { notional: trade.intended, fee: 0, pnl: null, status, errorCode }),
  );
}

function settle(fleet: Fleet, trade: OpenTrade): void {
  const { agent, fees: fee, filled: notional } = trade;
  agent.openTrades.delete(trade);
  const hours = (fleet.timeline.now - trade.openedAt) / HOUR;
  const funding =
    trade.market === 'perpetuals' ? Math.round(-notional * 0.00001 * hours * (trade.side === 'buy' ? 1 : -0.5)) : 0;
  const gross = agent.random.chance(BREAK_EVEN) ? fee - funding : Math.round(notional * trade.grossReturn);
  const pnl = gross - fee + funding;
  post(fleet, agent, trade.id, { trade: gross, fee: -fee, funding }, trade.strategy);
  close(fleet, trade, {
    notional,
    fee,
    pnl,
    status: notional < trade.intended * 0.9 ? 'partial' : 'filled',
    errorCode: null,
  });
  bookResult(fleet, agent, {
    strategy: trade.strategy,
    source: 'trade',
    ref: trade.id,
    what: trade.ticker,
    notional,
    fee,
    pnl,
  });
}

function close(
  fleet: Fleet,
  trade: OpenTrade,
  result: {
    notional: Micros;
    fee: Micros;
    pnl: Micros | null;
    status: 'filled' | 'partial' | 'cancelled' | 'rejected';
    errorCode: string | null;
  },
): void {
  fleet.emit({
    kind: 'trade',
    at: fleet.timeline.now,
    agentId: trade.agent.id,
    tradeId: trade.id,
    strategy: trade.strategy,
    session: trade.session,
    market: trade.market,
    ticker: trade.ticker,
    side: trade.side,
    openedAt: trade.openedAt,
    referralCode: trade.agent.referrer?.referralCode ?? null,
    ...result,
  });
}
