import { metrics } from '../../fleet/catalog/metrics.ts';
import type { Filled } from '../../fleet/simulator/truth/figures.ts';
import type { WindowTruth } from '../../fleet/simulator/truth/window.ts';
import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { metricsOfOneAgent, openNotional } from './one-agent-truth.ts';
import { add, extreme, last, mean, sum, type TruthCase } from './truth-case.ts';

/** Agents that still report; those that died or retired are in no live figure. */
const reporting = (truth: Truth) => truth.reporting.flatMap((id) => truth.levels.agents[id] ?? []);
/** The P&L of all agents; those that died or retired keep their results. */
const knownPnl = (truth: Truth): number =>
  add(Object.values(truth.levels.agents).map(({ realizedPnl }) => realizedPnl)) - add(Object.values(truth.untoldPnl));
/** The latest row in the book for each reporting agent. */
const reportingDays = (truth: Truth) =>
  truth.reporting.flatMap((id) => truth.days.findLast(({ agentId }) => agentId === id) ?? []);
const lastDay = (truth: Truth) => truth.reporting.flatMap((id) => truth.windows['24h'].agents[id] ?? []);
const buckets = (truth: Truth): readonly number[] => truth.windows['5m'].fleet.orders.latencyBuckets;
/** A day ago there was one sample every four minutes, and an increase is extrapolated to the ends of its window. */
const SAMPLED = 0.05;
/** Five minutes contain about fifty orders, and the window ends between two scrapes. */
const FEW_ORDERS = 0.15;
/** Of six hours, only the last two have frequent samples, which weigh more in a mean. */
const UNEVEN = 0.25;

/** The last bar ends with the last full hour, a quarter of an hour ago. */
const fullHours = ({ windows }: Truth, direction: 'in' | 'out'): number =>
  windows['24h'].fleet.flows[direction] - windows['15m'].fleet.flows[direction];

/** Figures of the live metrics at the end of a fleet's history. */
export const prometheusTruth: readonly TruthCase[] = [
  ...metricsOfOneAgent,
  { query: 'pf-agent-fleet-v1: Fleet P&L (USDC) A', shown: last('value'), true: knownPnl },
  {
    query: 'pf-agent-fleet-v1: Unrealized P&L A',
    shown: last('value'),
    true: (truth) => add(reportingDays(truth).map(({ unrealized }) => unrealized)),
    // The last scrape is some seconds before the end, and marks move.
    within: 0.02,
  },
  ...[
    'pf-agent-fleet-v1: P&L of the last 24 hours, live A',
    'pf-leaderboard: P&L of the last 24 hours A',
    'pf-leaderboard: What the leaders paid for it A',
  ].map((query): TruthCase => ({
    query,
    shown: extreme('value', Math.max),
    true: (truth) => Math.max(...lastDay(truth).map(({ netPnl }) => netPnl)),
    within: SAMPLED,
  })),
  {
    query: 'pf-leaderboard: 24 h change A',
    shown: last('value'),
    true: (truth) => truth.windows['24h'].fleet.netPnl,
    within: SAMPLED,
  },
  {
    query: 'pf-leaderboard: What the leaders paid for it B',
    shown: (result) => extreme('value', Math.max)(result),
    true: (truth) => Math.max(...reporting(truth).map(({ drawdown }) => drawdown)),
  },
  { query: 'pf-agent-fleet-v1: Total fleet P&L A', shown: last('value'), true: knownPnl },
  {
    query: 'pf-agent-fleet-v1: Total fleet P&L B',
    shown: last('value'),
    true: (truth) => truth.windows['24h'].fleet.netPnl,
    within: SAMPLED,
  },
  { query: 'pf-agent-fleet-v1: Active agents A', shown: last('value'), true: (truth) => truth.reporting.length },
  {
    query: 'pf-agent-fleet-v1: Deepest drawdown A',
    shown: last('value'),
    true: (truth) => Math.max(...reporting(truth).map(({ drawdown }) => drawdown)),
  },
  {
    query: 'pf-agent-fleet-v1: Wallet balance (fleet) A',
    shown: last('value'),
    true: (truth) => add(reporting(truth).map(({ walletValue }) => walletValue)),
  },
  {
    query: 'pf-agent-fleet-v1: Escrow pipeline A',
    shown: last('value'),
    true: (truth) => add(reporting(truth).map(({ escrow }) => escrow.open)),
  },
  {
    query: 'pf-agent-fleet-v1: Escrow locked A',
    shown: last('value'),
    true: (truth) => add(reporting(truth).map(({ escrow }) => escrow.locked)),
  },
  {
    query: 'pf-agent-fleet-v1: Open positions A',
    shown: last('value'),
    true: (truth) => add(reporting(truth).flatMap(({ openNotionalByMarket }) => Object.values(openNotionalByMarket))),
  },
  {
    query: 'pf-agent-fleet-v1: Lowest balances A',
    shown: extreme('value', Math.min),
    true: (truth) => Math.min(...reporting(truth).map(({ wallet }) => wallet.USDC)),
  },
  {
    query: 'pf-agent-fleet-v1: Drawdown now A',
    shown: extreme('value', Math.max),
    true: (truth) => Math.max(...reporting(truth).map(({ drawdown }) => drawdown)),
  },
  {
    query: 'pf-agent-fleet-v1: P&L by strategy A',
    shown: last('value', { strategy: 'momentum' }),
    true: (truth) => add(Object.values(truth.levels.agents).map(({ pnlByStrategy }) => pnlByStrategy['momentum'] ?? 0)),
    // Also includes the strategy of an agent that died.
    within: 0.02,
  },
  {
    query: 'pf-agent-fleet-v1: Win rate (24 h) A',
    shown: last('value'),
    true: (truth) =>
      truth.windows['24h'].fleet.settled.wins /
      (truth.windows['24h'].fleet.settled.wins + truth.windows['24h'].fleet.settled.losses),
    within: SAMPLED,
  },
  {
    query: 'pf-agent-fleet-v1: Settled trades (24 h) A',
    shown: sum('value'),
    true: (truth) => truth.windows['24h'].fleet.settled.count,
    within: SAMPLED,
  },
  {
    query: 'pf-treasury: Free, locked and margin B',
    shown: last('value'),
    true: (truth) => add(reporting(truth).map(({ wallet }) => wallet.USDC)),
  },
  {
    query: 'pf-treasury: Free, locked and margin D',
    shown: last('value'),
    // 10 % of the notional of perpetual positions.
    true: (truth) =>
      add(reporting(truth).map(({ openNotionalByMarket }) => openNotionalByMarket['perpetuals'] ?? 0)) / 10,
  },
  {
    query: 'pf-agent-pnl: Exposure, live A',
    shown: last('value'),
    true: (truth) => add(reporting(truth).map(openNotional)),
  },
  {
    query: 'pf-agent-pnl: Exposure, live B',
    shown: last('value'),
    true: (truth) => add(reportingDays(truth).map(({ unrealized }) => unrealized)),
    // The last scrape is some seconds before the end, and marks move.
    within: 0.02,
  },
  {
    query: 'pf-agent-fleet-v1: Highest leverage (assumed) A',
    shown: extreme('value', Math.max),
    true: (truth) => Math.max(...reporting(truth).map((agent) => openNotional(agent) / agent.equity)),
  },
  {
    query: 'pf-compliance: Agents by status, live A',
    shown: sum('value', { status: 'active' }),
    true: (truth) => reporting(truth).filter(({ status }) => status === 'active').length,
  },
  {
    query: 'pf-agent-fleet-v1: Avg trade latency A',
    shown: last('value'),
    true: ({ windows }) => windows['5m'].fleet.orders.latencySumMs / windows['5m'].fleet.orders.sent,
    within: FEW_ORDERS,
  },
  {
    query: 'pf-trade-execution: API duration p50 A',
    shown: mean('value'),
    true: ({ windows }) => {
      const routes = Object.values(windows['2h'].api).map(({ buckets: counts }) => counts);
      const all = routes[0]?.map((_count, index) => add(routes.map((counts) => counts[index] ?? 0))) ?? [];
      return histogramQuantile(0.5, all, metrics.pf_api_request_duration_seconds.buckets);
    },
    within: FEW_ORDERS,
  },
  { query: 'pf-platform: Exporter B', shown: last('value'), true: (truth) => truth.reporting.length },
  { query: 'pf-platform: Scrape targets up A', shown: last('value', { job: 'pf_agent_exporter' }), true: () => 1 },
  { query: 'pf-leaderboard: Fleet P&L A', shown: last('value'), true: knownPnl },
  { query: 'pf-leaderboard: Agents A', shown: last('value'), true: (truth) => truth.reporting.length },
  {
    query: 'pf-leaderboard: Wallet value A',
    shown: last('value'),
    true: (truth) => add(reporting(truth).map(({ walletValue }) => walletValue)),
  },
  {
    query: 'pf-leaderboard: Order latency p99 A',
    shown: last('value'),
    true: (truth) => histogramQuantile(0.99, buckets(truth)),
    within: FEW_ORDERS,
  },
  {
    query: 'pf-trade-execution: Order latency p50 A',
    shown: last('value'),
    true: (truth) => histogramQuantile(0.5, buckets(truth)),
    within: FEW_ORDERS,
  },
  {
    query: 'pf-trade-execution: Order latency p50, p95, p99 C',
    // Its last step may be two minutes before the end.
    shown: mean('value'),
    true: ({ windows }) => histogramQuantile(0.5, windows['2h'].fleet.orders.latencyBuckets),
    within: FEW_ORDERS,
  },
  {
    query: 'pf-trade-execution: Order latency distribution A',
    shown: mean('value', { le: '+Inf' }),
    true: (truth) => truth.windows['2h'].fleet.orders.sent / 7200,
    within: FEW_ORDERS,
  },
  ...['crypto', 'perpetuals'].map((market): TruthCase => ({
    query: 'pf-trade-execution: Slippage by market, live A',
    shown: last('value', { market }),
    true: ({ windows }) => bps(windows['1h'].markets[market]),
    within: FEW_ORDERS,
  })),
  {
    query: 'pf-trade-execution: Error-budget burn A',
    shown: last('value'),
    true: ({ windows }) => failedShare(windows['1h'].api) / 0.01,
    within: FEW_ORDERS,
  },
  {
    query: 'pf-trade-execution: Error-budget burn B',
    shown: last('value'),
    true: ({ windows }) => failedShare(windows['6h'].api) / 0.01,
    within: UNEVEN,
  },
  {
    query: 'pf-trade-execution: Error-budget burn D',
    shown: last('value'),
    true: ({ windows }) => slowShare(windows['6h'].fleet.orders.latencyBuckets) / 0.01,
    within: UNEVEN,
  },
  {
    query: 'pf-trade-execution: Error-budget burn C',
    shown: last('value'),
    true: ({ windows }) => slowShare(windows['1h'].fleet.orders.latencyBuckets) / 0.01,
    within: FEW_ORDERS,
  },
  {
    query: 'pf-revenue: Referral income C',
    shown: last('value'),
    true: (truth) => add(lastDay(truth).map(({ referral }) => referral.trade + referral.casino + referral.escrow)),
    within: SAMPLED,
  },
  {
    query: 'pf-wallet-balances: Below minimum A',
    shown: last('value'),
    true: (truth) => reporting(truth).filter(({ wallet, minBalance }) => wallet.USDC < minBalance).length,
  },
  {
    query: 'pf-wallet-balances: Native totals A',
    shown: last('value', { currency: 'BTC' }),
    true: (truth) => add(reporting(truth).map(({ wallet }) => wallet.BTC)),
  },
  {
    query: 'pf-wallet-balances: Split by currency now A',
    shown: last('value', { currency: 'ETH' }),
    true: (truth) => add(reporting(truth).map(({ wallet }) => wallet.ETH)) * truth.levels.rates.ETH,
  },
  {
    query: 'pf-wallet-balances: Deposits and withdrawals A',
    shown: sum('value'),
    true: (truth) => fullHours(truth, 'in'),
    within: SAMPLED,
    hours: 24,
  },
  {
    query: 'pf-wallet-balances: Deposits and withdrawals B',
    shown: sum('value'),
    true: (truth) => -fullHours(truth, 'out'),
    within: SAMPLED,
    hours: 24,
  },
  {
    query: 'pf-wallet-balances: Faucet claims A',
    shown: sum('value'),
    true: (truth) => truth.windows.all.fleet.faucetClaims,
    hours: 72,
  },
];

/** Computes a quantile like Prometheus: linear interpolation within a bucket, and the last bound beyond it. */
export function histogramQuantile(
  share: number,
  counts: readonly number[],
  bounds: readonly number[] = metrics.pf_order_latency_ms.buckets,
): number {
  const rank = share * add(counts);
  let below = 0;
  for (const [index, count] of counts.entries()) {
    if (below + count >= rank && count > 0) {
      const [low, high] = [index === 0 ? 0 : (bounds[index - 1] ?? Number.NaN), bounds[index]];
      return high === undefined ? low : low + ((high - low) * (rank - below)) / count;
    }
    below += count;
  }
  return Number.NaN;
}

/** The cost of fills against the arrival price, in basis points over all of them. */
function bps(fills: Filled | undefined): number {
  return fills === undefined ? Number.NaN : (1e4 * fills.slippageCost) / fills.notional;
}

function failedShare(api: WindowTruth['api']): number {
  const calls = Object.values(api).flatMap((route) => Object.entries(route.calls));
  const failed = calls.filter(([status]) => !/^[123]/.test(status));
  return add(failed.map(([, count]) => count)) / add(calls.map(([, count]) => count));
}

/** The share of orders that took longer than 500 ms, which is a bucket bound. */
function slowShare(counts: readonly number[]): number {
  const bounds: readonly number[] = metrics.pf_order_latency_ms.buckets;
  return add(counts.slice(bounds.indexOf(500) + 1)) / add(counts);
}
