import type { RowSpec } from '../../src/define/definitions.ts';
import { lyingBarChart } from '../../src/panels/bar-chart.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { dailyPnl, drawdownLines, equityCurve, perAgent } from '../../src/fleet/panels/performance.ts';
import { signed } from '../../src/panels/thresholds.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { dailySeries, dashed, thresholdLines } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { ledger } from '../../src/fleet/queries/ledger.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { agentId, strategy, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy };

/**
 * Where the P&L comes from: agents, days, strategies and kinds of income, and how deep the drawdowns were (requirements
 * 22-29).
 */
export function results(settings: FleetSettings): RowSpec {
  return {
    key: 'pnl-results',
    title: 'Where does it come from?',
    panels: [
      { key: 'pnl-equity-movers', width: 12, height: 9, panel: equityOfMovers(settings) },
      { key: 'pnl-equity', width: 12, height: 9, panel: equity() },
      { key: 'pnl-drawdown-bands', width: 12, height: 8, panel: drawdownBands(settings) },
      { key: 'pnl-drawdown-deepest', width: 12, height: 8, panel: deepestDrawdowns(settings) },
      { key: 'pnl-daily', width: 12, height: 8, panel: dailyPnl(scope) },
      { key: 'pnl-by-strategy', width: 6, height: 8, panel: byStrategy(settings) },
      { key: 'pnl-by-kind', width: 6, height: 8, panel: byKind() },
    ],
  };
}

function equityOfMovers(settings: FleetSettings) {
  const panel = equityCurve(
    'Equity curves of the top $topn movers',
    "Realized equity of the selected agents with the largest P&L, up or down, on the days of the range: initial equity plus every ledger entry since, deposits and withdrawals included. Each line starts at the agent's equity when the range began. A step is a trade or a transfer; click a line for the agent.",
  );
  return perAgent(settings, panel).withTarget(lines(ledger.equityOfMovers(topN, scope)));
}

function equity() {
  return dailySeries(
    'Equity of the selection',
    'Equity at the end of each UTC day at the marks of that day, summed over the selected agents, deposits and withdrawals included. The last point is the day so far. Deposits raise it too: compare it with the net P&L.',
  )
    .unit(units.usdc)
    .decimals(1)
    .withTarget(lines(performance.equity(scope)));
}

function drawdownBands(settings: FleetSettings) {
  const { warn, critical } = settings.thresholds.drawdown;
  return dailySeries(
    'Drawdown bands',
    `Fall of the selection's time-weighted wealth from its peak, and the deepest fall so far, since inception. P&L and capital are summed over agents before they are divided, deposits are not a return, and the first peak is the start. Dashed lines at ${-100 * warn} % and ${-100 * critical} %: for a single agent, the drawdown alert fires below the second.`,
  )
    .unit(units.fraction)
    .decimals(1)
    .max(0)
    .fillOpacity(20)
    .overrideByName('Deepest so far', [{ id: 'custom.fillOpacity', value: 0 }, dashed])
    .thresholds(drawdownLines(settings))
    .thresholdsStyle(thresholdLines())
    .withTarget(lines(performance.drawdownBands(scope)));
}

function deepestDrawdowns(settings: FleetSettings) {
  const panel = dailySeries(
    'Drawdown of the $topn agents deepest under water',
    "Fall from the peak of flow-adjusted equity per agent and day, of the agents with the deepest drawdown at the end of the range, from the daily snapshots. Dashed lines at the alert's limits; an agent may have its own limit, see the table. Click a line for the agent.",
  )
    .unit(units.fraction)
    .decimals(1)
    .max(0)
    .thresholds(drawdownLines(settings))
    .thresholdsStyle(thresholdLines());
  return perAgent(settings, panel).withTarget(lines(performance.deepestDrawdowns(topN, scope)));
}

function byStrategy(settings: FleetSettings) {
  return lyingBarChart(
    'P&L by strategy (USDC)',
    'Net realized P&L of the range per strategy, by the strategy at the time of the trade, without deposits and withdrawals. Amounts in USDC favour the strategy with the most money: the command center compares growth of capital. Click a bar to see only that strategy.',
    'strategy',
    'Net P&L',
  )
    .unit(units.none)
    .decimals(0)
    .thresholds(signed())
    .dataLinks([
      link(
        'Only this strategy',
        dashboardUrl(settings, 'agent-pnl', { strategy: '${__data.fields.strategy}' }, [agentId]),
      ),
    ])
    .withTarget(rows(ledger.pnlByStrategy(scope)));
}

function byKind() {
  return lyingBarChart(
    'P&L by kind (USDC)',
    'Net realized P&L of the range per kind of ledger entry: trades and bets, fees, funding, escrow fees, referral income. Income is above zero, costs are below. If fees take most of the trading P&L, make fewer or larger trades.',
    'kind',
    'Net P&L',
  )
    .unit(units.none)
    .decimals(0)
    .thresholds(signed())
    .withTarget(rows(ledger.pnlByKind(scope)));
}
