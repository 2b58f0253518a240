import type { RowSpec } from '../../src/define/definitions.ts';
import { dailyPnl, equityCurve, rollingSharpe } from '../../src/fleet/panels/performance.ts';
import { lines } from '../../src/panels/targets.ts';
import { dailySeries, dashed } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { ledger } from '../../src/fleet/queries/ledger.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { singleAgentId } from '../../src/fleet/queries/variables.ts';

/** The dashboard opens with a range of hours, too short for daily figures. A range between two fixed times is kept. */
const DAILY_RANGE = '90d';
const one = { agent_id: singleAgentId };

/** The agent's equity and drawdown over time, with its events as annotations (requirement 174). */
export function course(): RowSpec {
  return {
    key: 'drilldown-course',
    title: 'How did it get here?',
    panels: [
      { key: 'drilldown-equity', width: 12, height: 9, panel: equity() },
      { key: 'drilldown-drawdown', width: 12, height: 9, panel: drawdown() },
      { key: 'drilldown-daily-pnl', width: 12, height: 8, panel: dailyPnl(one).timeFrom(DAILY_RANGE) },
      { key: 'drilldown-rolling-sharpe', width: 12, height: 8, panel: rollingSharpe(one).timeFrom(DAILY_RANGE) },
    ],
  };
}

function equity() {
  return equityCurve(
    'Equity curve',
    "Realized equity: initial equity plus every ledger entry since, deposits and withdrawals included. A step is a trade or a transfer; the marks are the agent's events, such as large wins and losses, strategy switches, deposits and halts. A step that matches no trade in the history below is a transfer.",
  )
    .displayName('Realized equity')
    .withTarget(lines(ledger.equity(one)));
}

function drawdown() {
  return dailySeries(
    'Drawdown against its own limit',
    "Fall of the agent's time-weighted wealth from its peak, the deepest fall so far since registration, and the agent's own limit, agents.max_drawdown_pct. Deposits are not a return, and the first peak is the start. At the limit the agent should have been halted: check for the mark.",
  )
    .timeFrom(DAILY_RANGE)
    .unit(units.fraction)
    .decimals(1)
    .max(0)
    .fillOpacity(20)
    .overrideByName('Deepest so far', [{ id: 'custom.fillOpacity', value: 0 }])
    .overrideByName('Own limit', [
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'custom.spanNulls', value: true },
      dashed,
      { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
    ])
    .withTarget(lines(performance.drawdownBands(one)))
    .withTarget(lines(performance.drawdownLimit(one)));
}
