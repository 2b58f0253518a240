import type { RowSpec } from '../../src/define/definitions.ts';
import { asProperty, highIsBad, lowIsBad, noneIsGood, signed } from '../../src/panels/thresholds.ts';
import { instant } from '../../src/panels/targets.ts';
import { nativeAmounts, units } from '../../src/fleet/panels/units.ts';
import { notExported, orNoAnswer, sideBySide, stackedFigures, stat, zeroIs } from '../../src/panels/values.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { RICHEST, wallet } from '../../src/fleet/queries/wallet.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };

/** Whether anything is wrong, and whether the balances can be trusted. */
export function status(settings: FleetSettings): RowSpec {
  const { walletUsdc, runwayHours, concentrationRatio, dataAgeSeconds, minAgents } = settings.thresholds;
  return {
    key: 'wallet-status',
    title: 'Is anything wrong?',
    panels: [
      {
        key: 'wallet-below-minimum',
        width: 5,
        height: 5,
        panel: stat(
          'Below minimum',
          `Selected agents that hold less than ${walletUsdc.critical} USDC and so cannot fund a trade. Top them up: they are first in the list of lowest balances. A pushed balance never expires, so a 0 here is reliable only while the data age is green.`,
        )
          .unit(units.none)
          .decimals(0)
          .thresholds(noneIsGood())
          .withTarget(instant(wallet.belowMinimum(walletUsdc.critical, agents))),
      },
      {
        key: 'wallet-shortest-runway',
        width: 5,
        height: 5,
        panel: stat(
          'Shortest runway',
          `Hours until the first selected agent falls to ${walletUsdc.critical} USDC at its pace of the last 6 hours; 0 if it is already there or below. Agents with a deposit or withdrawal in those hours are left out. The table of runways names the agents.`,
        )
          .unit(units.hours)
          .decimals(1)
          .mappings(zeroIs('at the minimum'))
          .thresholds(lowIsBad(runwayHours))
          .noValue(orNoAnswer('no agent is falling'))
          .withTarget(instant(wallet.shortestRunway(walletUsdc.critical, agents))),
      },
      {
        key: 'wallet-value',
        width: 5,
        height: 5,
        panel: stackedFigures(
          'Wallet value',
          'Value of the selected wallets in USDC, each native balance times its rate pf_fx_rate_usdc, and its change in 24 hours, of agents that report at both ends. The change includes deposits and withdrawals, which are in the last row.',
        )
          .unit(units.usdc)
          .decimals(1)
          .noValue(notExported('pf_fx_rate_usdc'))
          .overrideByName('24 h change', [asProperty(signed())])
          .withTarget(instant(wallet.value(agents), 'Value'))
          .withTarget(instant(wallet.valueChange('24h', agents), '24 h change')),
      },
      {
        key: 'wallet-concentration',
        width: 5,
        height: 5,
        panel: stat(
          `Held by ${RICHEST} agents`,
          `Share of the whole fleet's wallet value that its ${RICHEST} richest agents hold: a measure of the loss from a stolen key. Only for a fleet of more than ${minAgents} agents. The table of richest agents names them.`,
        )
          .unit(units.fraction)
          .decimals(1)
          .thresholds(highIsBad(concentrationRatio))
          .noValue(orNoAnswer(`not more than ${minAgents} agents`))
          .withTarget(instant(wallet.concentrationOfLargeFleet(minAgents))),
      },
      {
        key: 'wallet-data-age',
        width: 4,
        height: 5,
        panel: stat(
          'Data age',
          `Time since the newest complete poll of any agent by the exporter. Above ${dataAgeSeconds.critical} s every balance here is out of date: check the exporter and Prometheus. Balance age below shows it per agent.`,
        )
          .unit(units.seconds)
          .decimals(0)
          .thresholds(highIsBad(dataAgeSeconds))
          .noValue(notExported('pf_exporter_last_success_timestamp_seconds'))
          .withTarget(instant(health.dataAge())),
      },
      { key: 'wallet-native-totals', width: 24, height: 4, panel: nativeTotals() },
    ],
  };
}

function nativeTotals() {
  const panel = sideBySide(
    'Native totals',
    'Coins held by the selected agents, per currency, in units of that coin. Units of different coins are never added: for their total in USDC see the wallet value above.',
  ).withTarget(instant(wallet.nativeTotals(agents), '{{currency}}'));
  for (const [coin, { unit, decimals }] of Object.entries(nativeAmounts))
    panel.overrideByName(coin, [
      { id: 'unit', value: unit },
      { id: 'decimals', value: decimals },
    ]);
  return panel;
}
