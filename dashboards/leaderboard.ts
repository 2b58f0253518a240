import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { dashboardLinks, dashboardUrl, menuTags } from '../src/fleet/panels/links.ts';
import { link } from '../src/panels/links.ts';
import { mergePrometheusTables, table } from '../src/panels/tables.ts';
import { highIsBad, signed } from '../src/panels/thresholds.ts';
import { instant, instantTable } from '../src/panels/targets.ts';
import { LIVE_PNL_IS } from '../src/fleet/panels/pnl-texts.ts';
import { units } from '../src/fleet/panels/units.ts';
import { agentBars } from '../src/fleet/panels/agent-bars.ts';
import { stat } from '../src/panels/values.ts';
import { execution } from '../src/fleet/queries/execution.ts';
import { health } from '../src/fleet/queries/health.ts';
import { pnl } from '../src/fleet/queries/pnl.ts';
import { risk } from '../src/fleet/queries/risk.ts';
import { trades } from '../src/fleet/queries/trades.ts';
import { wallet } from '../src/fleet/queries/wallet.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';

const AGENTS_ON_THE_WALL = 10;

/**
 * The wall display: top ten agents of the last 24 hours, refreshed every 15 seconds, from recorded series only
 * (requirements 191-193).
 */
export const leaderboard = defineDashboard((settings) => ({
  uid: uid(settings, 'leaderboard'),
  dashboard: new DashboardBuilder('Agent Leaderboard')
    .description(
      'Wall display: the ten best agents of the last 24 hours. Refreshes every 15 s and reads only recorded series, so that it costs next to nothing.',
    )
    .tags(menuTags('live', 'wall'))
    .timezone('utc')
    .time({ from: 'now-24h', to: 'now' })
    .refresh('15s')
    .links(dashboardLinks(settings, 'live')),
  rows: [
    { key: 'wall-fleet', title: 'Fleet', panels: fleet(settings) },
    { key: 'wall-top', title: 'Top agents', panels: top(settings) },
  ],
}));

function fleet({ thresholds }: FleetSettings) {
  return [
    {
      key: 'wall-pnl',
      width: 4,
      height: 4,
      panel: stat('Fleet P&L', `P&L of the fleet since registration. ${LIVE_PNL_IS}`)
        .unit(units.usdc)
        .decimals(1)
        .thresholds(signed())
        .withTarget(instant(pnl.fleetTotal())),
    },
    {
      key: 'wall-change',
      width: 4,
      height: 4,
      panel: stat(
        '24 h change',
        "Change of the fleet's P&L in 24 hours, of the agents known at both ends: an agent that fell silent keeps its P&L.",
      )
        .unit(units.usdc)
        .decimals(1)
        .thresholds(signed())
        .withTarget(instant(pnl.fleetChange24h())),
    },
    {
      key: 'wall-agents',
      width: 3,
      height: 4,
      panel: stat('Agents', 'Agents that report now.')
        .unit(units.none)
        .decimals(0)
        .withTarget(instant(health.fleetAgents())),
    },
    {
      key: 'wall-wallet',
      width: 4,
      height: 4,
      panel: stat('Wallet value', 'Value of all wallets in USDC at current rates.')
        .unit(units.usdc)
        .decimals(1)
        .withTarget(instant(wallet.fleetValue())),
    },
    {
      key: 'wall-latency',
      width: 5,
      height: 4,
      panel: stat('Order latency p99', '99th percentile over 5 minutes, from summed buckets.')
        .unit(units.milliseconds)
        .decimals(0)
        .thresholds(highIsBad(thresholds.orderLatencyMs))
        .withTarget(instant(execution.fleetP99())),
    },
    {
      key: 'wall-age',
      width: 4,
      height: 4,
      panel: stat('Data age', 'Time since the newest complete poll of any agent. Red: these figures are out of date.')
        .unit(units.seconds)
        .decimals(0)
        .thresholds(highIsBad(thresholds.dataAgeSeconds))
        .withTarget(instant(health.recordedDataAge())),
    },
  ];
}

function top(settings: FleetSettings) {
  return [
    {
      key: 'wall-leaders',
      width: 12,
      height: 14,
      panel: agentBars(
        'P&L of the last 24 hours',
        'Change of the cumulative P&L in 24 hours, the ten best agents, best first.',
      )
        .unit(units.usdc)
        .decimals(2)
        .thresholds(signed())
        .dataLinks([
          link(
            'Drilldown of this agent',
            dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
          ),
        ])
        .withTarget(instant(pnl.best24h(AGENTS_ON_THE_WALL), '{{agent_id}}')),
    },
    {
      key: 'wall-risk',
      width: 12,
      height: 14,
      panel: mergePrometheusTables(
        table(
          'What the leaders paid for it',
          'The same ten agents, best P&L first: current fall from peak equity, and wins divided by wins and losses of 24 hours, without pushes. A large P&L from a deep drawdown or a few lucky trades is not a real lead.',
          [
            {
              field: 'agent_id',
              title: 'Agent',
              link: {
                title: 'Drilldown of this agent',
                url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }),
              },
            },
            { field: 'Value #A', title: '24 h P&L', unit: units.usdc, decimals: 2, cell: signed() },
            {
              field: 'Value #B',
              title: 'Drawdown',
              unit: units.fraction,
              decimals: 1,
              cell: highIsBad(settings.thresholds.drawdown),
            },
            { field: 'Value #C', title: 'Win rate', unit: units.fraction, decimals: 1 },
          ],
        ),
      )
        .sortBy([new TableSortByFieldStateBuilder().displayName('24 h P&L').desc(true)])
        .withTarget(instantTable(pnl.best24h(AGENTS_ON_THE_WALL)))
        .withTarget(instantTable(risk.drawdownOfLeaders(AGENTS_ON_THE_WALL)))
        .withTarget(instantTable(trades.winRateOfLeaders(AGENTS_ON_THE_WALL))),
    },
  ];
}
