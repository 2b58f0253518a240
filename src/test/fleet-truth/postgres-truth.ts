import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { bookReturns, falls, returnsOf, strategyReturns } from './returns-truth.ts';
import { add, extreme, last, percentile, rowCount, sharpe, sum, type TruthCase } from './truth-case.ts';

const whole = (truth: Truth) => truth.windows.all;
const settled = (truth: Truth) => whole(truth).fleet.settled;
const ledger = (truth: Truth) => whole(truth).fleet.ledger;
const closed = (truth: Truth): number =>
  add((['settled', 'timed_out', 'refunded', 'cancelled'] as const).map((state) => whole(truth).escrow[state].count));
const referral = ({ fleet }: Truth['windows']['all']): number =>
  fleet.referral.trade + fleet.referral.casino + fleet.referral.escrow;
/** The last day of each agent; an older one for agents that died or retired. */
const latest = (truth: Truth) => [...new Map(truth.days.map((entry) => [entry.agentId, entry])).values()];
/** The second window on the dashboard, in days. */
const SHARPE_DAYS = 14;
const unretired = (truth: Truth) => Object.values(truth.levels.agents).filter(({ status }) => status !== 'retired');
const lastDay = (truth: Truth) => truth.days.filter(({ day }) => day === truth.end.slice(0, 10));

/** Figures of the book of record over the whole history of a fleet. */
export const postgresTruth: readonly TruthCase[] = [
  { query: 'pf-agent-pnl: Net P&L (range) A', shown: last('Net P&L'), true: (truth) => whole(truth).fleet.netPnl },
  {
    query: 'pf-agent-pnl: Realized and unrealized P&L A',
    shown: last('Realized'),
    true: (truth) => add(latest(truth).map(({ realized }) => realized)),
  },
  {
    query: 'pf-agent-pnl: Realized and unrealized P&L A',
    shown: last('Unrealized'),
    true: (truth) => add(latest(truth).map(({ unrealized }) => unrealized)),
  },
  {
    query: 'pf-agent-pnl: Realized and unrealized P&L A',
    shown: last('Equity'),
    true: (truth) => add(latest(truth).map(({ equityClose }) => equityClose)),
  },
  {
    query: 'pf-agent-pnl: Win rate A',
    shown: last('win_rate'),
    true: (truth) => settled(truth).wins / (settled(truth).wins + settled(truth).losses),
  },
  {
    query: 'pf-agent-pnl: Profit factor A',
    shown: last('profit_factor'),
    true: (truth) => -settled(truth).grossProfit / settled(truth).grossLoss,
  },
  {
    query: 'pf-agent-pnl: Max drawdown A',
    shown: last('Deepest so far'),
    true: (truth) => Math.min(...falls(bookReturns(truth))),
  },
  {
    query: 'pf-agent-fleet-v1: Drawdown A',
    shown: last('drawdown'),
    true: (truth) => falls(bookReturns(truth)).at(-1) ?? Number.NaN,
  },
  {
    query: 'pf-agent-fleet-v1: Equity A',
    shown: last('equity'),
    true: (truth) => add(lastDay(truth).map(({ equityClose }) => equityClose)),
  },
  {
    query: 'pf-agent-pnl: P&L by strategy (USDC) A',
    shown: last('Net P&L', { strategy: 'momentum' }),
    true: (truth) => whole(truth).strategies['momentum']?.netPnl ?? Number.NaN,
  },
  {
    query: 'pf-agent-pnl: P&L by kind (USDC) A',
    shown: last('Net P&L', { kind: 'casino' }),
    true: (truth) => ledger(truth).casino,
  },
  {
    query: 'pf-agent-pnl: Daily P&L A',
    shown: sum('Full day'),
    true: (truth) =>
      add(truth.days.filter(({ day }) => day < truth.end.slice(0, 10)).map(({ realizedDay }) => realizedDay)),
  },
  { query: 'pf-agent-pnl: Agents A', shown: sum('pnl'), true: (truth) => whole(truth).fleet.netPnl },
  { query: 'pf-agent-pnl: Agents A', shown: sum('trades'), true: (truth) => settled(truth).count },
  { query: 'pf-agent-pnl: P&L by ticker A', shown: sum('pnl'), true: (truth) => settled(truth).pnl },
  { query: 'pf-agent-pnl: P&L by ticker A', shown: sum('trades'), true: (truth) => settled(truth).count },
  { query: 'pf-agent-pnl: P&L by ticker A', shown: sum('fees'), true: (truth) => settled(truth).fees },
  {
    query: 'pf-agent-pnl: Per trade A',
    shown: last('Expectancy'),
    true: (truth) => settled(truth).pnl / settled(truth).count,
  },
  {
    query: 'pf-agent-pnl: Per trade A',
    shown: last('Held (median)'),
    true: (truth) => percentile(whole(truth).holdSeconds, 0.5),
  },
  {
    query: 'pf-agent-pnl: P&L by ticker A',
    shown: ({ columns, rows }) => {
      const [holding, trades] = ['holding', 'trades'].map((name) =>
        columns.findIndex((column) => column.name === name),
      );
      return add(rows.map((row) => Number(row[holding ?? -1]) * Number(row[trades ?? -1])));
    },
    true: (truth) => add(whole(truth).holdSeconds),
  },
  {
    query: 'pf-agent-pnl: Return and risk of the range A',
    shown: last('Return'),
    true: (truth) => growth(bookReturns(truth)),
  },
  {
    query: 'pf-agent-pnl: Against the fleet and BTC A',
    shown: last('Selection'),
    true: (truth) => growth(bookReturns(truth)),
  },
  {
    query: 'pf-treasury: FX rates and their age A',
    shown: last('rate', { currency: 'BTC' }),
    true: (truth) => truth.levels.rates.BTC,
  },
  {
    query: 'pf-treasury: Unusual withdrawals A',
    shown: sum('usdc'),
    true: (truth) => add(unusualWithdrawals(truth).map(({ usdc }) => usdc)),
  },
  {
    query: 'pf-treasury: Unusual withdrawals A',
    shown: rowCount,
    true: (truth) => unusualWithdrawals(truth).length,
  },
  {
    query: 'pf-treasury: Reconciliation A',
    shown: (result) => Math.max(...result.rows.map((row) => Math.abs(Number(row[4])))),
    // The amount missing in one agent's ledger for three hours.
    true: () => 12.5,
  },
  {
    query: 'pf-compliance: Disputes now A',
    shown: last('Open'),
    true: (truth) => truth.levels.escrow.byStatus['disputed'] ?? 0,
  },
  {
    query: 'pf-compliance: Disputes by age A',
    shown: rowCount,
    true: (truth) => truth.levels.escrow.byStatus['disputed'] ?? 0,
  },
  {
    query: 'pf-compliance: Limits of each agent A',
    shown: sum('max_drawdown_pct'),
    true: (truth) => add(unretired(truth).map(({ maxDrawdown }) => maxDrawdown)),
  },
  {
    query: 'pf-compliance: Limits of each agent A',
    shown: sum('min_balance_usdc'),
    true: (truth) => add(unretired(truth).map(({ minBalance }) => minBalance)),
  },
  {
    query: 'pf-agent-pnl: Drawdown bands A',
    shown: last('Drawdown'),
    true: (truth) => falls(bookReturns(truth)).at(-1) ?? Number.NaN,
  },
  {
    query: 'pf-agent-pnl: Drawdown of the $topn agents deepest under water A',
    shown: extreme('drawdown', Math.min),
    true: (truth) => -Math.max(...truth.days.map(({ drawdown }) => drawdown)),
    within: 1e-3,
  },
  {
    query: 'pf-agent-pnl: Risk of each agent A',
    shown: extreme('deepest', Math.min),
    true: (truth) => Math.min(...Object.keys(truth.levels.agents).flatMap((id) => falls(returnsOf(truth, id)))),
  },
  {
    query: 'pf-agent-fleet-v1: Strategies A',
    shown: sum('pnl_usdc'),
    true: (truth) => add(truth.days.map(({ realizedDay }) => realizedDay)),
  },
  {
    query: 'pf-agent-fleet-v1: Strategies A',
    shown: last('win_rate', { strategy: 'momentum' }),
    true: (truth) => {
      const days = truth.days.filter(({ strategy }) => strategy === 'momentum');
      const wins = add(days.map((day) => day.wins));
      return wins / (wins + add(days.map((day) => day.losses)));
    },
  },
  {
    query: 'pf-agent-pnl: Over limit A',
    shown: last('agents'),
    true: (truth) =>
      lastDay(truth).filter(({ agentId, drawdown }) => drawdown >= (truth.levels.agents[agentId]?.maxDrawdown ?? 1))
        .length,
  },
  {
    query: 'pf-agent-fleet-v1: Agents by use of their stop-loss A',
    shown: (result) => Math.max(...result.rows.map((row) => Number(row[3]))),
    true: (truth) => Math.max(...lastDay(truth).map(({ drawdown }) => drawdown)),
    within: 1e-4,
  },
  {
    query: 'pf-agent-fleet-v1: Top agents by P&L of the day A',
    shown: (result) => Number(result.rows[0]?.[3]),
    true: (truth) => Math.max(...lastDay(truth).map(({ pnl }) => pnl)),
  },
  {
    query: 'pf-agent-fleet-v1: Referral income, cumulative A',
    shown: last('income'),
    true: (truth) => referral(whole(truth)),
  },
  { query: 'pf-agent-fleet-v1: Income in the range A', shown: last('income'), true: (truth) => referral(whole(truth)) },
  {
    query: 'pf-agent-fleet-v1: Referral tree depth A',
    shown: last('depth'),
    true: (truth) => truth.levels.referrals.depth,
  },
  {
    query: 'pf-agent-fleet-v1: Share of income A',
    shown: last('share'),
    true: (truth) => referral(whole(truth)) / whole(truth).fleet.netPnl,
  },
  { query: 'pf-escrow-pipeline: In flight now A', shown: last('Open'), true: (truth) => truth.levels.escrow.open },
  { query: 'pf-escrow-pipeline: In flight now A', shown: last('Locked'), true: (truth) => truth.levels.escrow.locked },
  {
    query: 'pf-escrow-pipeline: Next expiry A',
    shown: last('seconds'),
    true: (truth) =>
      Math.min(...Object.values(truth.levels.agents).map(({ escrow }) => escrow.secondsToExpiry ?? Infinity)),
  },
  {
    query: 'pf-escrow-pipeline: Expiring next A',
    shown: rowCount,
    true: (truth) => truth.levels.escrow.open - truth.levels.escrow.overdue,
  },
  {
    query: 'pf-escrow-pipeline: Timeouts A',
    shown: last('Timeout rate'),
    true: (truth) => whole(truth).escrow.timed_out.count / closed(truth),
  },
  {
    query: 'pf-escrow-pipeline: Time to settlement A',
    shown: last('Average'),
    true: (truth) => add(whole(truth).settleSeconds) / whole(truth).settleSeconds.length,
  },
  {
    query: 'pf-escrow-pipeline: Time to settlement A',
    shown: last('p50'),
    true: (truth) => percentile(whole(truth).settleSeconds, 0.5),
  },
  {
    query: 'pf-escrow-pipeline: Time to settlement A',
    shown: last('p95'),
    true: (truth) => percentile(whole(truth).settleSeconds, 0.95),
  },
  {
    query: 'pf-escrow-pipeline: Funnel by status A',
    shown: last('contracts', { status: 'settled' }),
    true: (truth) => whole(truth).escrow.settled.count,
  },
  {
    query: 'pf-escrow-pipeline: Contracts per day A',
    shown: sum('Timed out'),
    true: (truth) => whole(truth).escrow.timed_out.count,
  },
  {
    query: 'pf-escrow-pipeline: Volume by day A',
    shown: sum('Volume'),
    true: (truth) => whole(truth).escrow.created.amount,
  },
  {
    query: 'pf-escrow-pipeline: Fees and referral fees, cumulative A',
    shown: last('Fees'),
    true: (truth) => whole(truth).escrow.settled.fees,
  },
  {
    query: 'pf-escrow-pipeline: Fees and referral fees, cumulative A',
    shown: last('Referral fees'),
    true: (truth) => whole(truth).fleet.referral.escrow,
  },
  { query: 'pf-revenue: Net income A', shown: last('net'), true: (truth) => whole(truth).fleet.netPnl },
  {
    query: 'pf-revenue: Net income A',
    shown: last('costs'),
    true: (truth) =>
      add(Object.entries(ledger(truth)).map(([kind, amount]) => (kind === 'flow' ? 0 : Math.min(0, amount)))),
  },
  { query: 'pf-revenue: Referral income A', shown: last('income'), true: (truth) => ledger(truth).referral },
  {
    query: 'pf-revenue: Referral income B',
    shown: last('income_24h'),
    true: (truth) => referral(truth.windows['24h']),
  },
  { query: 'pf-revenue: Referral tree B', shown: last('referred'), true: (truth) => truth.levels.referrals.count },
  { query: 'pf-revenue: Escrow fees due A', shown: last('due'), true: (truth) => whole(truth).escrow.settled.fees },
  { query: 'pf-revenue: Income and costs by kind A', shown: sum('amount'), true: (truth) => whole(truth).fleet.netPnl },
  { query: 'pf-revenue: Totals A', shown: sum('fee'), true: (truth) => ledger(truth).fee },
  {
    query: 'pf-revenue: Referral income by source A',
    shown: sum('income', { metric: 'trade' }),
    true: (truth) => whole(truth).fleet.referral.trade,
  },
  {
    query: 'pf-revenue: Fees paid by strategy A',
    shown: sum('fees_usdc'),
    true: (truth) => add(truth.days.map(({ fees }) => fees)),
  },
  {
    query: 'pf-revenue: Fees paid by strategy A',
    shown: sum('volume_usdc'),
    true: (truth) => add(truth.days.map(({ volume }) => volume)),
  },
  {
    query: 'pf-revenue: Agents by net income A',
    shown: last('net', { agent_id: 'pf_agent_001' }),
    true: (truth) => whole(truth).agents['pf_agent_001']?.netPnl ?? Number.NaN,
  },
  { query: 'pf-revenue: Top referrers A', shown: sum('income_usdc'), true: (truth) => referral(whole(truth)) },
];

/** Figures that need a month of complete days. */
export const postgresSharpe: readonly TruthCase[] = [
  {
    query: 'pf-agent-pnl: Sharpe ratio ($sharpe_window days) A',
    shown: last('Sharpe'),
    true: (truth) => sharpe(bookReturns(truth).slice(-SHARPE_DAYS)),
  },
  {
    query: 'pf-agent-pnl: Rolling Sharpe ratio ($sharpe_window days) A',
    shown: last('Sharpe'),
    true: (truth) => sharpe(bookReturns(truth).slice(-SHARPE_DAYS)),
  },
  {
    query: 'pf-agent-pnl: Agents A',
    shown: last('sharpe', { agent_id: 'pf_agent_001' }),
    true: (truth) => sharpe(returnsOf(truth, 'pf_agent_001').slice(-SHARPE_DAYS)),
  },
  {
    query: 'pf-agent-fleet-v1: Strategies A',
    shown: last('sharpe', { strategy: 'momentum' }),
    true: (truth) => sharpe(strategyReturns(truth, 'momentum').slice(-SHARPE_DAYS)),
  },
  {
    query: 'pf-agent-fleet-v1: Strategies A',
    shown: last('max_drawdown', { strategy: 'momentum' }),
    true: (truth) => Math.min(...falls(strategyReturns(truth, 'momentum').slice(-SHARPE_DAYS))),
  },
  {
    query: 'pf-agent-pnl: Rolling Sharpe ratio of the top $topn movers A',
    shown: last('sharpe', { agent_id: 'pf_agent_001' }),
    true: (truth) => sharpe(returnsOf(truth, 'pf_agent_001').slice(-SHARPE_DAYS)),
  },
  {
    query: 'pf-agent-pnl: Max drawdown A',
    shown: last('Deepest so far'),
    true: (truth) => Math.min(...falls(bookReturns(truth))),
  },
  {
    query: 'pf-agent-pnl: Return and risk of the range A',
    shown: last('Sortino'),
    true: (truth) => {
      const returns = bookReturns(truth);
      const downside = Math.sqrt(add(returns.map((value) => Math.min(value, 0) ** 2)) / returns.length);
      return (add(returns) / returns.length / downside) * Math.sqrt(365);
    },
  },
  {
    query: 'pf-agent-pnl: Return and risk of the range A',
    shown: last('Calmar'),
    true: (truth) => {
      const returns = bookReturns(truth);
      return ((1 + growth(returns)) ** (365 / returns.length) - 1) / -Math.min(...falls(returns));
    },
  },
  {
    query: 'pf-agent-pnl: Return and risk of the range A',
    shown: last('VaR'),
    true: (truth) => -percentile(bookReturns(truth), 0.05),
  },
  {
    query: 'pf-agent-pnl: Return and risk of the range A',
    shown: last('Shortfall'),
    true: (truth) => {
      const returns = bookReturns(truth);
      const worst = returns.filter((value) => value <= percentile(returns, 0.05));
      return -add(worst) / worst.length;
    },
  },
];

/** Compounded returns minus the initial capital. */
function growth(returns: readonly number[]): number {
  return returns.reduce((wealth, value) => wealth * (1 + value), 1) - 1;
}

/** By the default limits: three times the agent's mean of 30 days, or a quarter of its holdings. */
function unusualWithdrawals({ watched }: Truth): Truth['watched']['withdrawals'] {
  return watched.withdrawals.filter(({ agentId, at, usdc, part }, index) => {
    const before = watched.withdrawals
      .slice(0, index)
      .filter((other) => other.agentId === agentId && Date.parse(at) - Date.parse(other.at) <= 30 * 86_400_000);
    const usual = add(before.map((other) => other.usdc)) / before.length;
    return usdc >= 250 && (before.length === 0 ? part >= 0.25 : usdc >= 3 * usual);
  });
}
