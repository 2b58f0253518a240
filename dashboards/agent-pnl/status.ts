import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { drawdownLimits, levels, netPnl, sharpe, snapshotAge } from '../../src/fleet/panels/performance.ts';
import { asProperty, highIsBad, neutral, noneIsGood, signed } from '../../src/panels/thresholds.ts';
import { instant, lines, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { dial, notExported, sideBySide, stackedFigures, stat } from '../../src/panels/values.ts';
import { ledger } from '../../src/fleet/queries/ledger.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { pnl } from '../../src/fleet/queries/pnl.ts';
import { returnFigures } from '../../src/fleet/queries/return-figures.ts';
import { tickers } from '../../src/fleet/queries/tickers.ts';
import { tradeBook } from '../../src/fleet/queries/trade-book.ts';
import { agentId, strategy } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const scope = { agent_id: agentId, strategy };

/** Whether the selection made money, at what risk, and how old these figures are. */
export function status(settings: FleetSettings): RowSpec {
  return {
    key: 'pnl-status',
    title: 'Is anything wrong?',
    panels: [
      { key: 'pnl-net', width: 6, height: 4, panel: netPnl(scope) },
      { key: 'pnl-levels', width: 6, height: 4, panel: levels(scope) },
      { key: 'pnl-max-drawdown', width: 6, height: 8, panel: maxDrawdown(settings) },
      { key: 'pnl-sharpe', width: 6, height: 4, panel: sharpe(scope) },
      { key: 'pnl-exposure', width: 6, height: 4, panel: exposure() },
      { key: 'pnl-snapshot-age', width: 6, height: 4, panel: snapshotAge(settings, {}) },
      { key: 'pnl-ledger-age', width: 6, height: 4, panel: ledgerAge(settings) },
      { key: 'pnl-over-limit', width: 4, height: 4, panel: overLimit(settings) },
      { key: 'pnl-profit-factor', width: 4, height: 4, panel: profitFactor() },
      { key: 'pnl-win-rate', width: 4, height: 4, panel: winRate() },
      { key: 'pnl-per-trade', width: 4, height: 4, panel: perTrade() },
      { key: 'pnl-return', width: 8, height: 4, panel: returnAndRisk() },
    ],
  };
}

function exposure() {
  const agents = { agent_id: agentId };
  return stackedFigures(
    'Exposure, live',
    'At this moment, from Prometheus: absolute notional of the open positions of the selected agents at the current mark, and their unrealized P&L. This is the amount exposed to a market move, which the ledger next to this tile does not include yet.',
  )
    .unit(units.usdc)
    .decimals(1)
    .thresholds(neutral())
    .overrideByName('Unrealized', [asProperty(signed())])
    .noValue(notExported('pf_open_position_notional_usdc'))
    .withTarget(instant(pnl.openPositions(agents), 'Open positions'))
    .withTarget(instant(pnl.unrealized(scope), 'Unrealized'));
}

function returnAndRisk() {
  return sideBySide(
    'Return and risk of the range',
    'Of the selection as one book, from the daily returns of the range: return in percent of capital; Sortino: mean divided by downside deviation, times √365; Calmar: return per year divided by the deepest fall; VaR: the daily loss not exceeded on 95 of 100 days, historical; Shortfall: the mean loss of the other days. The last four need 30 days: fewer are meaningless.',
  )
    .unit(units.fraction)
    .decimals(1)
    .thresholds(neutral())
    .overrideByName('Return', [asProperty(signed())])
    .overrideByName('Sortino', [{ id: 'unit', value: units.none }, { id: 'decimals', value: 2 }, asProperty(signed())])
    .overrideByName('Calmar', [{ id: 'unit', value: units.none }, { id: 'decimals', value: 2 }, asProperty(signed())])
    .overrideByName('Days', [
      { id: 'unit', value: units.none },
      { id: 'decimals', value: 0 },
    ])
    .noValue('–')
    .withTarget(rows(returnFigures.risk(scope)));
}

function perTrade() {
  return stackedFigures(
    'Per trade',
    'Expectancy: the average result of a settled trade or bet of the selection in the range, USDC, net of fees. Held: the median time from order to settlement. Trading more does not make up for a negative expectancy.',
  )
    .unit(units.usdc)
    .decimals(2)
    .thresholds(signed())
    .overrideByName('Held (median)', [
      { id: 'unit', value: units.seconds },
      { id: 'decimals', value: 1 },
      asProperty(neutral()),
    ])
    .withTarget(rows(tickers.tradeQuality(scope)));
}

function maxDrawdown(settings: FleetSettings) {
  const { critical } = settings.thresholds.drawdown;
  return dial(
    'Max drawdown',
    `Fall of the selection as one book from its peak, now and at its deepest since inception. Deposits are not a return, the first peak is the start. The fall of the fleet is far smaller than that of a single agent: red from ${-100 * critical} %, where the alert of a single agent fires. The drawdown bands show when it happened.`,
  )
    .unit(units.fraction)
    .decimals(1)
    .min(-2 * critical)
    .max(0)
    .thresholds(drawdownLimits(settings))
    .withTarget(lines(performance.drawdownBands(scope)));
}

function overLimit(settings: FleetSettings) {
  return stat(
    'Over limit',
    'Agents of the selection whose drawdown has reached their own limit, agents.max_drawdown_pct, by the newest daily snapshot within two days. Even one is too many: find it in the table of agents and check that it was halted.',
  )
    .unit(units.none)
    .decimals(0)
    .thresholds(noneIsGood())
    .dataLinks([link('Risk heatmap', dashboardUrl(settings, 'agent-fleet-v1', {}, [agentId, strategy]))])
    .withTarget(rows(performance.agentsOverLimit(scope)));
}

function winRate() {
  return stat(
    'Win rate',
    'Wins divided by wins and losses of the selection on the UTC days of the range; pushes and unsettled trades do not count. It means nothing on its own, because one large loss can outweigh many small wins: read it together with the profit factor.',
  )
    .unit(units.fraction)
    .decimals(1)
    .withTarget(rows(performance.winRate(scope)));
}

function profitFactor() {
  return stat(
    'Profit factor',
    'Sum of profits divided by sum of losses of the trades of the selection settled in the range, net of fees. Below 1 the selection loses money at any win rate: check the largest trades.',
  )
    .unit(units.none)
    .decimals(2)
    .thresholds(signed(1))
    .withTarget(rows(tradeBook.profitFactor(scope)));
}

function ledgerAge(settings: FleetSettings) {
  return stat(
    'Ledger age (PostgreSQL)',
    'Time since the newest entry of any agent in pnl_ledger. Net P&L, equity curves and P&L by strategy and kind are this old. If it is old while agents trade, check the job that books trades.',
  )
    .unit(units.seconds)
    .decimals(0)
    .thresholds(highIsBad(settings.thresholds.ledgerAgeSeconds))
    .withTarget(rows(ledger.dataAge({})));
}
