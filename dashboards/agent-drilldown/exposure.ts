import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { hidePrometheusColumns, table } from '../../src/panels/tables.ts';
import { asProperty, highIsBad, lowIsBad, neutral, signed } from '../../src/panels/thresholds.ts';
import { instant, instantTable, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { notExported, orNoAnswer, sideBySide, zeroIs } from '../../src/panels/values.ts';
import { margin } from '../../src/fleet/queries/margin.ts';
import { pnl } from '../../src/fleet/queries/pnl.ts';
import { risk } from '../../src/fleet/queries/risk.ts';
import { tradeBook } from '../../src/fleet/queries/trade-book.ts';
import { wallet } from '../../src/fleet/queries/wallet.ts';
import { singleAgentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';

const one = { agent_id: singleAgentId };
/** Distances as a share of the price: an ordinary day's fall, and an ordinary hour's. */
const TO_LIQUIDATION = { warn: 0.1, critical: 0.03 };

/** What the agent has at stake at this moment (requirement 177). */
export function exposure(settings: FleetSettings): RowSpec {
  return {
    key: 'drilldown-exposure',
    title: 'What is at risk now?',
    panels: [
      { key: 'drilldown-risk-now', width: 24, height: 4, panel: riskNow(settings) },
      { key: 'drilldown-margin', width: 24, height: 4, panel: marginNow() },
      { key: 'drilldown-positions', width: 16, height: 8, panel: positions(settings) },
      { key: 'drilldown-wallet', width: 8, height: 8, panel: balances(settings) },
    ],
  };
}

function riskNow({ thresholds }: FleetSettings) {
  const { critical } = thresholds.walletUsdc;
  return sideBySide(
    'Current risk metrics',
    `Live from Prometheus: fall from peak equity (the alert fires above ${percent(thresholds.drawdown.critical)} %), absolute notional of open positions and their unrealized P&L at the current mark, the USDC the agent can trade with, and the hours until it falls to ${critical} USDC at the pace of the last six hours; no runway means that it is not falling. A missing figure is not exported yet.`,
  )
    .unit(units.usdc)
    .decimals(2)
    .overrideByName('Drawdown', [
      { id: 'unit', value: units.fraction },
      { id: 'decimals', value: 1 },
      asProperty(highIsBad(thresholds.drawdown)),
    ])
    .overrideByName('Unrealized P&L', [asProperty(signed())])
    .overrideByName('USDC', [asProperty(lowIsBad(thresholds.walletUsdc))])
    .overrideByName('Runway', [
      { id: 'unit', value: units.hours },
      { id: 'decimals', value: 1 },
      { id: 'mappings', value: zeroIs('at the minimum') },
      asProperty(lowIsBad(thresholds.runwayHours)),
    ])
    .withTarget(instant(risk.worstDrawdown(one), 'Drawdown'))
    .withTarget(instant(pnl.openPositions(one), 'Open positions'))
    .withTarget(instant(pnl.unrealized(one), 'Unrealized P&L'))
    .withTarget(instant(wallet.usdc(one), 'USDC'))
    .withTarget(instant(wallet.runwayHours(critical, one), 'Runway'));
}

function marginNow() {
  return sideBySide(
    'Leverage and margin (assumed)',
    "Live from Prometheus: notional of the open positions divided by equity, the margin they use, and the shortest distance of a position's price to its liquidation. All three are assumptions about the API, because no document shows these fields: without a source they are missing, not 0. If the distance is short, close or fund the position before the exchange liquidates it.",
  )
    .unit(units.none)
    .decimals(2)
    .thresholds(neutral())
    .overrideByName('Leverage', [{ id: 'unit', value: 'suffix:x' }])
    .overrideByName('Margin', [{ id: 'unit', value: units.usdc }])
    .overrideByName('To liquidation', [
      { id: 'unit', value: units.fraction },
      { id: 'decimals', value: 1 },
      asProperty(lowIsBad(TO_LIQUIDATION)),
    ])
    .noValue(notExported('pf_leverage_ratio'))
    .withTarget(instant(margin.highestLeverage(one), 'Leverage'))
    .withTarget(instant(margin.used(one), 'Margin'))
    .withTarget(instant(margin.nearestLiquidation(one), 'To liquidation'));
}

function positions(settings: FleetSettings) {
  return table(
    'Open positions',
    'Trades and bets that are not settled, oldest first, independent of the range: pending, filled or partly filled. They have no P&L yet; amounts are USDC. A trade that is much older than the rest may be stuck: search for it in the logs.',
    [
      { field: 'opened_at', title: 'Opened', unit: units.time, hidden: true },
      { field: 'age', title: 'Age', unit: units.seconds, decimals: 0 },
      { field: 'strategy', title: 'Strategy' },
      { field: 'market', title: 'Market', width: 100 },
      {
        field: 'ticker',
        title: 'Ticker',
        width: 100,
        link: {
          title: 'Trade execution of this agent',
          url: dashboardUrl(settings, 'trade-execution', { agent_id: '${agent_id}' }),
        },
      },
      { field: 'side', title: 'Side', width: 70 },
      { field: 'notional_usdc', title: 'Notional', unit: units.count, decimals: 2 },
      { field: 'fee_usdc', title: 'Fee', unit: units.count, decimals: 4 },
      { field: 'status', title: 'Status', width: 80 },
    ],
  )
    .noValue(orNoAnswer('no open positions'))
    .withTarget(rows(tradeBook.open(one)));
}

function balances(settings: FleetSettings) {
  const panel = table(
    'Wallet by currency',
    'Balance per currency in its native units, and its value in USDC at pf_fx_rate_usdc. Native units of different coins are never added. If the value is missing, the rate is not exported yet.',
    [
      { field: 'currency', title: 'Coin', width: 80 },
      { field: 'Value #A', title: 'Balance', unit: units.count, decimals: 8, width: 160 },
      { field: 'Value #B', title: 'Value', unit: units.usdc, decimals: 2 },
    ],
  )
    .links([link('Wallet balances', dashboardUrl(settings, 'wallet-balances', { agent_id: '${agent_id}' }))])
    .withTarget(instantTable(wallet.nativeTotals(one)))
    .withTarget(instantTable(wallet.valueByCurrency(one)))
    .withTransformation({ id: 'merge', options: {} });
  return hidePrometheusColumns(panel);
}
