import type { RowSpec } from '../../src/define/definitions.ts';
import { barChart } from '../../src/panels/bar-chart.ts';
import { perAgent, rollingSharpe } from '../../src/fleet/panels/performance.ts';
import { lines, rows } from '../../src/panels/targets.ts';
import { dailySeries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { returns } from '../../src/fleet/queries/returns.ts';
import { agentId, strategy, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy };

/** Whether the P&L is skill or luck, and the risk taken for it (requirements 30-31). */
export function skill(settings: FleetSettings): RowSpec {
  return {
    key: 'pnl-skill',
    title: 'Skill or luck?',
    panels: [
      { key: 'pnl-rolling-sharpe', width: 12, height: 8, panel: rollingSharpe(scope) },
      { key: 'pnl-rolling-sharpe-movers', width: 12, height: 8, panel: sharpeOfMovers(settings) },
      { key: 'pnl-distribution', width: 12, height: 8, panel: distribution() },
      { key: 'pnl-volatility', width: 12, height: 8, panel: volatility() },
    ],
  };
}

function sharpeOfMovers(settings: FleetSettings) {
  const panel = dailySeries(
    'Rolling Sharpe ratio of the top $topn movers',
    'Sharpe ratio per agent over the $sharpe_window days up to each day, of the agents with the largest P&L, up or down, in the range. The standard error at 30 days is about 3.5: the best of 300 agents without any edge reaches 10. Compare agents only over 90 days. Click a line for the agent.',
  )
    .unit(units.none)
    .decimals(2);
  return perAgent(settings, panel).withTarget(lines(returns.rollingSharpeOfMovers(topN, scope)));
}

function distribution() {
  return (
    barChart(
      'Daily return distribution',
      'Agent-days of the range per percent of daily return, each bar named by its lower bound: 0 is from 0 to 1 %. The return is P&L of the UTC day divided by equity at its start plus deposits. The bins are fixed and open at both ends, idle days are in the bin from 0, days without capital are left out. A tall left end is a fat tail: find it in the largest trades.',
      'Daily return',
      'Agent-days',
    )
      .unit(units.count)
      .decimals(0)
      // The 22 short names fit next to each other in 600 pixels.
      .xTickLabelRotation(0)
      .xTickLabelSpacing(0)
      .withTarget(rows(returns.distribution(scope)))
  );
}

function volatility() {
  return dailySeries(
    'Rolling volatility ($sharpe_window days)',
    'Sample standard deviation of the daily returns of the selection as one book over the $sharpe_window days up to each day, times √365. If it rises while the Sharpe ratio falls, more risk earns less: check position sizes.',
  )
    .unit(units.fraction)
    .decimals(1)
    .min(0)
    .withTarget(lines(returns.rollingVolatility(scope)));
}
