import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { courseEvents, eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { agentVariable, sharpeWindowVariable, strategyVariable, topNVariable } from '../src/fleet/panels/variables.ts';
import { agentId, strategy } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { attention } from './agent-fleet/attention.ts';
import { definitions } from './agent-fleet/definitions.ts';
import { leaderboard } from './agent-fleet/leaderboard.ts';
import { overview } from './agent-fleet/overview.ts';
import { referralIncome } from './agent-fleet/referral-income.ts';
import { riskHeatmap } from './agent-fleet/risk-heatmap.ts';
import { status } from './agent-fleet/status.ts';
import { strategyComparison } from './agent-fleet/strategy-comparison.ts';
import { tiles } from './agent-fleet/tiles.ts';

/** The command center: whether anything is wrong, where, and with which agent. Open it first when an alert fires. */
export const agentFleet = defineDashboard((settings) => ({
  uid: uid(settings, 'agent-fleet-v1'),
  dashboard: new DashboardBuilder('Purple Flea Agent Fleet')
    .description(
      'The whole fleet on one screen: alerts and data age first, then the six headline figures, then who needs attention.',
    )
    .tags(menuTags('live', 'agents', 'trading'))
    .timezone('utc')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'live'))
    .variables([agentVariable(), strategyVariable(), topNVariable(), sharpeWindowVariable()])
    .annotations(eventAnnotations({ agents: agentId, types: [...courseEvents, 'escrow_settled'], enabled: false })),
  rows: sayingChoices(
    [agentId, strategy],
    [
      status(settings),
      tiles(settings),
      attention(settings),
      overview(settings),
      riskHeatmap(settings),
      leaderboard(settings),
      strategyComparison(settings),
      referralIncome(settings),
      definitions(),
    ],
  ),
}));
