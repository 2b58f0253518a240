import type { RowSpec } from '../../src/define/definitions.ts';
import { asProperty, highIsBad, neutral, noneIsGood, signed } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { LIVE_PNL_IS } from '../../src/fleet/panels/pnl-texts.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { stackedFigures } from '../../src/panels/values.ts';
import { escrow } from '../../src/fleet/queries/escrow.ts';
import { execution } from '../../src/fleet/queries/execution.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { pnl } from '../../src/fleet/queries/pnl.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { wallet } from '../../src/fleet/queries/wallet.ts';
import { agentId, strategy } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };

/** The six headline figures, each with its change (requirements 13-18). */
export function tiles(settings: FleetSettings): RowSpec {
  return {
    key: 'tiles',
    title: 'Headline figures',
    panels: [
      { key: 'tile-pnl', width: 8, height: 4, panel: fleetPnl() },
      { key: 'tile-agents', width: 8, height: 4, panel: activeAgents() },
      { key: 'tile-latency', width: 8, height: 4, panel: latency(settings) },
      { key: 'tile-wallet', width: 8, height: 4, panel: walletValue() },
      { key: 'tile-escrow', width: 8, height: 4, panel: escrowPipeline() },
      { key: 'tile-casino', width: 8, height: 4, panel: casinoWinRate() },
    ],
  };
}

function fleetPnl() {
  const scope = { agent_id: agentId, strategy };
  return stackedFigures(
    'Total fleet P&L',
    `P&L since registration of the selected agents and strategies, and its change in 24 hours. ${LIVE_PNL_IS} The tile next to it shows how many of the known agents report. The change is in USDC, because a percentage of a P&L near zero is meaningless.`,
  )
    .unit(units.usdc)
    .decimals(1)
    .thresholds(signed())
    .withTarget(instant(pnl.total(scope), 'Total'))
    .withTarget(instant(pnl.change24h(scope), '24 h change'));
}

function activeAgents() {
  return stackedFigures(
    'Active agents',
    'Agents that report a drawdown now, of those known, which did so in the last hour. The totals next to this tile cover the active agents; they are hidden, instead of too small, while more than one agent and a tenth of the fleet are silent. New today: active agents that did not report 24 hours ago. If fewer agents are active than you run, check the stalest agents below.',
  )
    .unit(units.none)
    .decimals(0)
    .withTarget(instant(health.activeAgents(agents), 'Active'))
    .withTarget(instant(health.knownAgents(agents), 'Of known'))
    .withTarget(instant(health.newAgents24h(agents), 'New today'));
}

function latency(settings: FleetSettings) {
  return stackedFigures(
    'Avg trade latency',
    'Mean time from order submission to acknowledgement over 5 minutes: sum of latencies divided by number of orders. The difference to the median shows how much a slow tail raises the mean.',
  )
    .unit(units.milliseconds)
    .decimals(0)
    .thresholds(highIsBad(settings.thresholds.orderLatencyMs))
    .overrideByName('vs p50', [asProperty(neutral())])
    .withTarget(instant(execution.meanLatency(agents), 'Mean'))
    .withTarget(instant(execution.meanOverMedian(agents), 'vs p50'));
}

function walletValue() {
  return stackedFigures(
    'Wallet balance (fleet)',
    'Value of all wallets in USDC: each native balance times its rate pf_fx_rate_usdc. Native units of different coins are never added. The change covers agents that report at both ends of the hour.',
  )
    .unit(units.usdc)
    .decimals(1)
    .overrideByName('1 h change', [asProperty(signed())])
    .withTarget(instant(wallet.value(agents), 'Value'))
    .withTarget(instant(wallet.valueChange('1h', agents), '1 h change'));
}

function escrowPipeline() {
  return stackedFigures(
    'Escrow pipeline',
    'Open escrow contracts, and how many of them are open past their expiry: these lock funds. The escrow pipeline lists them; close them by hand if the settlement job does not.',
  )
    .unit(units.none)
    .decimals(0)
    .overrideByName('Overdue', [asProperty(noneIsGood())])
    .withTarget(instant(escrow.open(agents), 'Active'))
    .withTarget(instant(escrow.overdue(agents), 'Overdue'));
}

function casinoWinRate() {
  return stackedFigures(
    'Casino win rate',
    'Wins divided by wins and losses of settled casino bets of the last 24 hours; pushes do not count. Next to it: the last full hour minus that average. All agents.',
  )
    .unit(units.fraction)
    .decimals(1)
    .overrideByName('last hour vs 24 h', [asProperty(signed())])
    .withTarget(rows(tradeEvents.casinoWinRate()));
}
