import type { ChosenQuery } from './every-choice.ts';
import type { Variant } from './variants.ts';

/**
 * Why a query of the pack may return nothing over a simulated fleet, by its position. Every other query must return
 * rows.
 */
const reasons: Readonly<Record<string, string>> = {
  'pf-compliance: Limit changes A': 'No simulated agent changes its limits.',
  'pf-compliance: Limit changes B': 'No simulated agent changes its limits.',
  'rule pf-pushgateway-stale: A': 'The fleet is scraped, and only a fleet that pushes has a Pushgateway.',
  'rule pf-latency-high: A': 'It returns only agents with enough orders in five minutes.',
  'rule pf-reject-rate-high: A': 'It returns only agents with enough orders in ten minutes.',
  'rule pf-withdrawal-unusual: A': 'It returns only agents with large withdrawals within an hour.',
  'rule pf-fx-missing: A': 'Every currency of the simulated fleet has a rate.',
  'rule pf-dispute-old: A': 'It returns only payers with an open dispute.',
  'rule pf-trading-after-halt: A': 'Simulated agents keep to their halts.',
  'rule pf-dead-letters: A': 'It returns only topics with a message that was refused in ten minutes.',
  'rule pf-pnl-anomaly: A': 'It returns only agents that lost more than a limit in an hour and have a week of history.',
};

/** Why it may return nothing over the fleet of twelve. */
const reasonsOfMain: Readonly<Record<string, string>> = {
  'pf-wallet-balances: Held by 5 agents A': 'The share of the largest five is shown for twenty agents or more.',
  'pf-compliance: Disputes by age A': 'No contract of the twelve is in dispute at the end.',
  'rule pf-wallet-concentration: A': 'The share of the largest five is shown for twenty agents or more.',
  'rule pf-api-errors: A': 'It returns only routes with enough calls in two minutes.',
  'rule pf-fleet-latency-high: A': 'It returns nothing while the fleet sends fewer than twenty orders in five minutes.',
  'rule pf-fleet-reject-rate-high: A':
    'It returns nothing while the fleet sends fewer than twenty orders in ten minutes.',
  'rule pf-slippage-high: A': 'It returns only instruments with enough fills in fifteen minutes.',
  'rule pf-ingestion-lag: A': 'It returns nothing without trades, and twelve agents have quiet minutes.',
};

/** Why the selection of one agent may return nothing, although All returns rows. */
const reasonsOfOne: Readonly<Record<string, string>> = {
  'pf-escrow-pipeline: Expiring next A': 'The chosen payer and payee have settled their contract.',
  'pf-escrow-pipeline: Stuck past expiry A': 'The chosen payer and payee have settled their contract.',
  'pf-clickhouse-analytics: Agent leaderboard A':
    'The chosen agent settled fewer than twenty trades with its strategy.',
  'pf-compliance: Halts and what came after A': 'The chosen agent was never halted.',
  'pf-compliance: Trades during a halt A': 'The chosen agent was never halted.',
  'pf-compliance: Limit changes, by whom A': 'No limit of the chosen agent was changed.',
  'pf-treasury: Unusual withdrawals A': 'There are no withdrawals from the chosen agent.',
  'pf-agent-fleet-v1: Next escrow expiries A': 'The chosen agent pays for no open contract.',
  ...Object.fromEntries(
    [
      'pf-agent-drilldown: Current risk metrics E',
      'pf-wallet-balances: Shortest runway A',
      'pf-wallet-balances: Runway A',
      'pf-wallet-balances: Runway B',
      'pf-wallet-balances: Runway C',
    ].map((where) => [where, 'The balance of the chosen agent grows, so it has no runway.']),
  ),
  'pf-wallet-balances: Deposits and withdrawals B': 'There are no withdrawals from the chosen agent.',
  'pf-wallet-balances: Faucet claims A': 'The chosen agent claims nothing from the faucet.',
};

/**
 * Whether a query must return rows: over the main fleet for one value and for All, over other fleets for All if they
 * have enough data.
 */
export function needsRows({ query, choice }: ChosenQuery, { isMain, hasRows }: Variant): boolean {
  if (
    !hasRows ||
    choice === 'none' ||
    choice === 'many' ||
    Object.hasOwn({ ...reasons, ...(isMain ? reasonsOfMain : {}) }, query.where)
  )
    return false;
  const isWhole = choice === 'all' || query.variables === undefined || !query.text.includes('$');
  return isWhole || (isMain && query.place === 'panel' && !Object.hasOwn(reasonsOfOne, query.where));
}
