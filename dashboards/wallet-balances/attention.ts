import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { mergePrometheusTables, table } from '../../src/panels/tables.ts';
import { highIsBad, lowIsBad } from '../../src/panels/thresholds.ts';
import { instant, instantTable } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { notExported, orNoAnswer } from '../../src/panels/values.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { wallet } from '../../src/fleet/queries/wallet.ts';
import { agentId, topN } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };

/** Which agents will run out of USDC next, and which no longer report. */
export function attention(settings: FleetSettings): RowSpec {
  const { walletUsdc, dataAgeSeconds } = settings.thresholds;
  const drilldown = link(
    'This agent',
    dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
  );
  return {
    key: 'wallet-attention',
    title: 'Who is next?',
    panels: [
      {
        key: 'wallet-lowest',
        width: 8,
        height: 9,
        panel: agentBars(
          'Lowest balances',
          `The selected agents with the least USDC now. Red below ${walletUsdc.critical} USDC, where the alert fires and trades cannot be funded; amber below ${walletUsdc.warn}. Click a bar to see what the agent is doing.`,
        )
          .unit(units.usdc)
          .decimals(2)
          .min(0)
          .thresholds(lowIsBad(walletUsdc))
          .dataLinks([drilldown])
          .withTarget(instant(wallet.lowestUsdc(topN, agents), '{{agent_id}}')),
      },
      { key: 'wallet-runway', width: 9, height: 9, panel: runway(settings) },
      {
        key: 'wallet-balance-age',
        width: 7,
        height: 9,
        panel: agentBars(
          'Balance age',
          'Time since the last complete poll of an agent, the oldest first. An agent that stopped in the last six hours is shown here, although its own balance alert has resolved itself; a pushed balance would stay for ever.',
        )
          .unit(units.seconds)
          .decimals(0)
          .min(0)
          .thresholds(highIsBad(dataAgeSeconds))
          .dataLinks([drilldown])
          .noValue(notExported('pf_exporter_last_success_timestamp_seconds'))
          .withTarget(instant(health.stalestAgents(topN, agents), '{{agent_id}}')),
      },
    ],
  };
}

function runway(settings: FleetSettings) {
  const { walletUsdc, runwayHours } = settings.thresholds;
  const panel = table(
    'Runway',
    `Hours until an agent's USDC falls to ${walletUsdc.critical} USDC at its pace of the last 6 hours (slope of a straight line), the shortest first; balance and loss per hour are USDC. Agents whose balance is not falling, or that had a deposit or withdrawal in those hours, are not listed. Below ${runwayHours.warn} h plan a top-up.`,
    [
      {
        field: 'agent_id',
        title: 'Agent',
        width: 110,
        link: {
          title: 'This agent',
          url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }),
        },
      },
      {
        field: 'Value #A',
        title: 'Runway',
        unit: units.hours,
        decimals: 1,
        cell: lowIsBad(runwayHours),
        zero: 'at the minimum',
        width: 115,
      },
      { field: 'Value #B', title: 'Balance', unit: units.count, decimals: 2 },
      { field: 'Value #C', title: 'Loses / h', unit: units.count, decimals: 2 },
    ],
  )
    .noValue(orNoAnswer('no agent is falling towards its minimum'))
    .sortBy([new TableSortByFieldStateBuilder().displayName('Runway').desc(false)])
    .withTarget(instantTable(wallet.shortestRunways(topN, walletUsdc.critical, agents)))
    .withTarget(instantTable(wallet.usdcOfShortestRunways(topN, walletUsdc.critical, agents)))
    .withTarget(instantTable(wallet.paceOfShortestRunways(topN, walletUsdc.critical, agents)));
  return mergePrometheusTables(panel);
}
