/** Currencies of the simulated fleet. */
export const currencies = ['USDC', 'BTC', 'XMR', 'ETH'] as const;
export type Currency = (typeof currencies)[number];

/** Initial USDC price of a coin or instrument, and the standard deviation of its hourly change. */
export const firstPrices = {
  'BTC/USDC': { price: 64_000, hourly: 0.004 },
  'ETH/USDC': { price: 3_100, hourly: 0.005 },
  'XMR/USDC': { price: 165, hourly: 0.006 },
  'SOL/USDC': { price: 148, hourly: 0.007 },
  'BTC-PERP': { price: 64_010, hourly: 0.004 },
  'ETH-PERP': { price: 3_101, hourly: 0.005 },
  'SOL-PERP': { price: 148.1, hourly: 0.007 },
  'DOGE-PERP': { price: 0.14, hourly: 0.009 },
} as const;
export type Ticker = keyof typeof firstPrices;

export type TradedMarket = 'crypto' | 'perpetuals';
export const markets = {
  crypto: { tickers: ['BTC/USDC', 'ETH/USDC', 'XMR/USDC', 'SOL/USDC'], feeBps: 5 },
  perpetuals: { tickers: ['BTC-PERP', 'ETH-PERP', 'SOL-PERP', 'DOGE-PERP'], feeBps: 3 },
} as const satisfies Readonly<Record<TradedMarket, { readonly tickers: readonly Ticker[]; readonly feeBps: number }>>;

const orderTypes = ['market', 'limit', 'stop'] as const;
export type OrderType = (typeof orderTypes)[number];

/** Returns the route for orders of a market and type, the label `endpoint` of order metrics. */
export function orderEndpoint(market: TradedMarket, type: OrderType): string {
  return `/v1/${market}/orders/${type}`;
}
export const orderEndpoints: readonly string[] = (['crypto', 'perpetuals'] as const).flatMap((market) =>
  orderTypes.map((type) => orderEndpoint(market, type)),
);

export const rejectCodes = [
  'insufficient_margin',
  'price_out_of_band',
  'rate_limited',
  'market_halted',
  'min_notional',
  'risk_limit',
] as const;

/** Games with the probability of a win and the payout of a winning stake of 1. */
export const games = {
  crash: { wins: 0.48, payout: 2.05 },
  dice: { wins: 0.49, payout: 2 },
  roulette: { wins: 0.47, payout: 2.1 },
  blackjack: { wins: 0.45, payout: 2.2 },
} as const;
export type Game = keyof typeof games;

/**
 * Share of bets among the decisions of a strategy, mean and standard deviation of the return of a trade, and hours that
 * a position is held.
 */
export const strategies = {
  momentum: { bets: 0.05, edge: 0.0012, spread: 0.02, holdHours: 3 },
  mean_reversion: { bets: 0.05, edge: 0.0008, spread: 0.014, holdHours: 1.5 },
  market_making: { bets: 0, edge: 0.0009, spread: 0.006, holdHours: 0.5 },
  funding_arbitrage: { bets: 0, edge: 0.0007, spread: 0.008, holdHours: 5 },
  casino_kelly: { bets: 0.5, edge: -0.0003, spread: 0.018, holdHours: 2 },
} as const;
export type Strategy = keyof typeof strategies;
export const strategyNames = Object.keys(strategies) as readonly Strategy[];

/** Routes that the fleet calls in addition to orders, with the median seconds of a call. */
export const apiRoutes = {
  '/v1/agents/{agent_id}/wallet': 0.022,
  '/v1/agents/{agent_id}/trades': 0.045,
  '/v1/agents/{agent_id}/positions': 0.035,
  '/v1/casino/bets': 0.06,
  '/v1/escrow/contracts': 0.08,
  '/v1/referrals/{agent_id}': 0.018,
  '/v1/faucet/claims': 0.03,
} as const;
export type ApiRoute = keyof typeof apiRoutes;
export const apiRouteNames = Object.keys(apiRoutes) as readonly ApiRoute[];
/** Route through which every order is sent to the exchange. */
export const ORDER_ROUTE = '/v1/orders';
export const apiErrors = ['400', '404', '429', '500', '503'] as const;
