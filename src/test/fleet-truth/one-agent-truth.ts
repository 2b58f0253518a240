import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { agentsToChoose } from '../stores/simulated-fleet.ts';
import { falls, returnsOf } from './returns-truth.ts';
import { add, last, sharpe, sum, type TruthCase } from './truth-case.ts';

// Figures of the dashboard of one agent, queried for the first agent in its list.

/** The first window on the dashboard, in days. */
const SHARPE_DAYS = 7;

/** The agent for the dashboard of one agent: its state and its records in the book. */
export function theFirst(truth: Truth) {
  const [id = ''] = agentsToChoose(truth);
  const [levels, figures] = [truth.levels.agents[id], truth.windows.all.agents[id]];
  const days = truth.days.filter(({ agentId }) => agentId === id);
  const today = days.at(-1);
  if (levels === undefined || figures === undefined || today === undefined) throw new Error('No agent reports.');
  return { id, levels, figures, days, today };
}

/** Figures of the book of record. */
export const bookOfOneAgent: readonly TruthCase[] = ofOne([
  { query: 'Net P&L (range) A', shown: last('Net P&L'), true: (truth) => theFirst(truth).figures.netPnl },
  {
    query: 'Realized and unrealized P&L A',
    shown: last('Realized'),
    true: (truth) => theFirst(truth).today.realized,
  },
  {
    query: 'Realized and unrealized P&L A',
    shown: last('Unrealized'),
    true: (truth) => theFirst(truth).today.unrealized,
  },
  {
    query: 'Win rate and profit factor A',
    shown: last('win_rate'),
    true: (truth) => {
      const { wins, losses } = theFirst(truth).figures.settled;
      return wins / (wins + losses);
    },
  },
  {
    query: 'Win rate and profit factor B',
    shown: last('profit_factor'),
    true: (truth) => -theFirst(truth).figures.settled.grossProfit / theFirst(truth).figures.settled.grossLoss,
  },
  {
    query: 'Drawdown limit used A',
    shown: last('limit_used'),
    true: (truth) => theFirst(truth).today.drawdown / theFirst(truth).levels.maxDrawdown,
    // A daily row has six decimals.
    within: 1e-3,
  },
  {
    query: 'Drawdown against its own limit A',
    shown: last('Drawdown'),
    true: (truth) => falls(returnsOf(truth, theFirst(truth).id)).at(-1) ?? Number.NaN,
  },
  {
    query: 'Daily P&L A',
    shown: ({ columns, rows }) =>
      add(
        ['Full day', 'Today so far'].flatMap((name) =>
          rows.map((row) => Number(row[columns.findIndex((column) => column.name === name)] ?? 0)),
        ),
      ),
    true: (truth) => add(theFirst(truth).days.map(({ realizedDay }) => realizedDay)),
  },
  {
    query: 'Trade history A',
    shown: sum('pnl_usdc'),
    true: (truth) => theFirst(truth).figures.settled.pnl,
  },
]);

/** Figures of the book that need a month of complete days. */
export const bookOfOneAgentInAMonth: readonly TruthCase[] = ofOne(
  ['Sharpe ratio ($sharpe_window days) A', 'Rolling Sharpe ratio ($sharpe_window days) A'].map((query) => ({
    query,
    shown: last('Sharpe'),
    true: (truth) => sharpe(returnsOf(truth, theFirst(truth).id).slice(-SHARPE_DAYS)),
  })),
);

/** Live figures. */
export const metricsOfOneAgent: readonly TruthCase[] = ofOne([
  {
    query: 'Current risk metrics A',
    shown: last('value'),
    true: (truth) => theFirst(truth).levels.drawdown,
  },
  {
    query: 'Current risk metrics B',
    shown: last('value'),
    true: (truth) => openNotional(theFirst(truth).levels),
  },
  {
    query: 'Current risk metrics C',
    shown: last('value'),
    true: (truth) => theFirst(truth).today.unrealized,
    // The last scrape is some seconds before the end, and mark prices move.
    within: 0.02,
  },
  {
    query: 'Leverage and margin (assumed) A',
    shown: last('value'),
    true: (truth) => openNotional(theFirst(truth).levels) / theFirst(truth).levels.equity,
  },
  {
    query: 'Leverage and margin (assumed) B',
    shown: last('value'),
    true: (truth) => (theFirst(truth).levels.openNotionalByMarket['perpetuals'] ?? 0) / 10,
  },
  {
    query: 'Leverage and margin (assumed) C',
    shown: last('value'),
    // Equity at the price of the open positions, minus the maintenance margin of 5 %.
    true: (truth) => {
      const { levels, today } = theFirst(truth);
      return Math.min(1, (levels.equity + today.unrealized) / (levels.openNotionalByMarket['perpetuals'] ?? 0) - 0.05);
    },
    within: 0.02,
  },
]);

/** Notional of all open positions of an agent. */
export function openNotional({ openNotionalByMarket }: Truth['levels']['agents'][string]): number {
  return add(Object.values(openNotionalByMarket));
}

function ofOne(cases: readonly TruthCase[]): TruthCase[] {
  return cases.map((given) => ({ ...given, query: `pf-agent-drilldown: ${given.query}`, choice: 'one' }));
}
