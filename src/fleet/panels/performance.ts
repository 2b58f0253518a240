import {
  BigValueGraphMode,
  LineInterpolation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { PanelBuilder as StatPanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { PanelBuilder as TimeSeriesPanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { PNL_IS } from './pnl-texts.ts';
import { ledger } from '../queries/ledger.ts';
import { performance } from '../queries/performance.ts';
import { returns } from '../queries/returns.ts';
import type { AgentScope, PnlScope } from '../queries/variables.ts';
import type { FleetSettings } from '../settings.ts';
import { dashboardUrl } from './links.ts';
import { link } from '../../panels/links.ts';
import type { Column } from '../../panels/tables.ts';
import { asProperty, highIsBad, lowIsBad, lowLines, neutral, signed } from '../../panels/thresholds.ts';
import { lines, rows } from '../../panels/targets.ts';
import { dailySeries, dashed, namesOnly, signedBars, timeseries } from '../../panels/time-series.ts';
import { units } from './units.ts';
import { stackedFigures, stat } from '../../panels/values.ts';

// Panels about P&L that fleet dashboards and the drilldown of one agent share; the scope selects the agents.

/** Net P&L of the range, with a sparkline. */
export function netPnl(scope: PnlScope): StatPanelBuilder {
  return (
    stat(
      'Net P&L (range)',
      `P&L of the selection in the range. ${PNL_IS} The line shows how it added up. Below zero, look for the days, strategies and agents that lost.`,
    )
      .unit(units.usdc)
      .decimals(1)
      .thresholds(signed())
      .graphMode(BigValueGraphMode.Area)
      // With a graph, Grafana makes the figure as small as an axis label by default.
      .text(new VizTextDisplayOptionsBuilder().valueSize(30))
      .withTarget(lines(ledger.netPnl(scope)))
  );
}

/** Realized and unrealized P&L and equity, as levels. */
export function levels(scope: PnlScope): StatPanelBuilder {
  return stackedFigures(
    'Realized and unrealized P&L',
    'Levels at the end of the UTC day shown below, the newest in the range. From the newest daily snapshot of each agent: realized P&L since registration, unrealized P&L of open positions at their marks, and equity, which already includes both. Unrealized P&L can still vanish, so compare the two.',
  )
    .unit(units.usdc)
    .decimals(1)
    .thresholds(signed())
    .overrideByName('Equity', [asProperty(neutral())])
    .overrideByName('As of', [{ id: 'unit', value: units.day }, asProperty(neutral())])
    .withTarget(rows(performance.levels(scope)));
}

/** The newest Sharpe ratio with its standard error. */
export function sharpe(scope: PnlScope): StatPanelBuilder {
  return stackedFigures(
    'Sharpe ratio ($sharpe_window days)',
    'Mean divided by sample standard deviation of the last $sharpe_window daily returns of the selection as one book, times √365, because the market never closes. SE is its standard error, Days the number of days with data; with fewer days there is no ratio. Within two standard errors of 0 it may be luck: select 90 days before you rank agents.',
  )
    .unit(units.none)
    .decimals(2)
    .thresholds(neutral())
    .overrideByName('Sharpe', [asProperty(signed()), { id: 'noValue', value: 'too few days' }])
    .overrideByName('± SE', [{ id: 'noValue', value: '–' }])
    .overrideByName('Days', [{ id: 'decimals', value: 0 }])
    .withTarget(rows(returns.sharpe(scope)));
}

/** Age of the newest daily snapshot. */
export function snapshotAge(settings: FleetSettings, scope: AgentScope): StatPanelBuilder {
  return stat(
    'Snapshot age (Postgres)',
    'Time since the newest row of agent_performance_daily was written. Drawdown, Sharpe ratio, win rate and daily figures are this old. Red: check the snapshot job before you trust them.',
  )
    .unit(units.seconds)
    .decimals(0)
    .thresholds(highIsBad(settings.thresholds.bookAgeSeconds))
    .withTarget(rows(performance.dataAge(scope)));
}

/** Drawdown thresholds for figures of 0 or less. */
export function drawdownLimits(settings: FleetSettings): ReturnType<typeof lowIsBad> {
  const { warn, critical } = settings.thresholds.drawdown;
  return lowIsBad({ warn: -warn, critical: -critical });
}

/** The same limits as lines. */
export function drawdownLines(settings: FleetSettings): ReturnType<typeof lowLines> {
  const { warn, critical } = settings.thresholds.drawdown;
  return lowLines({ warn: -warn, critical: -critical });
}

/** Sharpe ratio per day with a band of two standard errors. */
export function rollingSharpe(scope: PnlScope): TimeSeriesPanelBuilder {
  return dailySeries(
    'Rolling Sharpe ratio ($sharpe_window days)',
    'Sharpe ratio of the selection as one book over the $sharpe_window days up to each day, including days before the range: mean divided by sample standard deviation of daily returns, times √365. Thin lines: two standard errors up and down. While 0 is between them the ratio may be luck. A line that falls over weeks means that the edge is wearing off. The last point is the day so far.',
  )
    .unit(units.none)
    .decimals(2)
    .overrideByName('Sharpe', [{ id: 'custom.lineWidth', value: 2 }])
    .overrideByRegexp('/2 SE/', [dashed, { id: 'color', value: { mode: 'fixed', fixedColor: 'text' } }])
    .withTarget(lines(returns.rollingSharpe(scope)));
}

/** P&L per day, with the current day as a separate series. */
export function dailyPnl(scope: PnlScope): TimeSeriesPanelBuilder {
  return signedBars(
    'Daily P&L',
    `P&L of the selection per UTC day. ${PNL_IS} The last bar is the day so far and has its own name. One deep bar: look for the trade. Many small red bars: check the strategy.`,
  )
    .unit(units.usdc)
    .decimals(1)
    .withTarget(lines(performance.dailyPnl(scope)));
}

/** A line per agent, named by its id and linked to its drilldown. */
export function perAgent(settings: FleetSettings, panel: TimeSeriesPanelBuilder): TimeSeriesPanelBuilder {
  return panel
    .legend(namesOnly())
    .displayName('${__field.labels.agent_id}')
    .dataLinks([
      link('Agent drilldown', dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' })),
    ]);
}

/** Equity as step lines, because it is constant between two ledger entries. */
export function equityCurve(title: string, description: string): TimeSeriesPanelBuilder {
  return timeseries(title, description)
    .unit(units.usdc)
    .decimals(1)
    .spanNulls(true)
    .lineInterpolation(LineInterpolation.StepAfter);
}

/** Columns of settled trades from the table `trades`, in USDC; the ticker links to the agent's trade execution. */
export function tradeColumns(execution: string): Column[] {
  return [
    { field: 'strategy', title: 'Strategy' },
    { field: 'market', title: 'Market', width: 92 },
    { field: 'ticker', title: 'Ticker', width: 100, link: { title: 'Trade execution of this agent', url: execution } },
    { field: 'side', title: 'Side', width: 70 },
    { field: 'notional_usdc', title: 'Notional', unit: units.count, decimals: 2 },
    { field: 'fee_usdc', title: 'Fee', unit: units.count, decimals: 4 },
    { field: 'pnl_usdc', title: 'P&L', unit: units.count, decimals: 2, cell: signed() },
    { field: 'outcome', title: 'Outcome', width: 100 },
    { field: 'trade_id', title: 'Trade' },
  ];
}
