import { markets, type Ticker, type TradedMarket } from './facts.ts';
import type { Fleet } from './fleet.ts';
import { DAY, MINUTE } from './options.ts';
import { createRandom } from './random.ts';

/** One price level of an order book. */
type Level = readonly [price: number, quantity: number];

/** No panel needs older prices, and they would be most of a long history. */
const KEPT = 3 * DAY;
const BOOK_EVERY = 5;
const LEVELS = 10;
/** Half of the spread as a fraction of the price. */
const HALF_SPREAD = 0.0002;
/** Deviation of a price from the trend within a minute, and the share of it that remains a minute later. */
const NOISE = { step: 0.0003, stays: 0.97 } as const;
const LEVEL_NOTIONAL = 20_000;

/** Emits the best prices of every instrument each minute, and its order book every five minutes. */
export function startMarket(fleet: Fleet): void {
  // A separate random stream, so that market data does not change the behaviour of the agents.
  const random = createRandom(fleet.options.seed, 'market data');
  const strayed = new Map<Ticker, number>();
  let minutes = 0;
  const tell = (market: TradedMarket, ticker: Ticker): void => {
    const away = (strayed.get(ticker) ?? 0) * NOISE.stays + random.normal(0, NOISE.step);
    strayed.set(ticker, away);
    const mid = fleet.prices[ticker] * (1 + away);
    const half = mid * HALF_SPREAD * random.between(0.5, 2);
    const common = { at: fleet.timeline.now, market, ticker };
    const [bid, ask] = [price(mid - half), price(mid + half)];
    fleet.emit({ kind: 'tick', ...common, bid, ask });
    if (minutes % BOOK_EVERY > 0) return;
    const side = (best: number, step: number): Level[] =>
      Array.from({ length: LEVELS }, (_, level) => {
        const at = price(best * (1 + step * level));
        return [at, price((LEVEL_NOTIONAL * random.between(0.3, 2)) / at)];
      });
    fleet.emit({ kind: 'book', ...common, bids: side(bid, -HALF_SPREAD), asks: side(ask, HALF_SPREAD) });
  };
  const minute = (): void => {
    for (const [market, { tickers }] of Object.entries(markets) as [TradedMarket, { tickers: readonly Ticker[] }][])
      for (const ticker of tickers) tell(market, ticker);
    minutes += 1;
    fleet.timeline.after(MINUTE, minute);
  };
  fleet.timeline.at(Math.max(fleet.start, fleet.end - KEPT), minute);
}

/** Rounds to eight significant digits, as an exchange does. */
function price(value: number): number {
  return Number(value.toPrecision(8));
}
