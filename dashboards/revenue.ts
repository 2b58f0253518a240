import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { agentVariable, periodVariable, topNVariable } from '../src/fleet/panels/variables.ts';
import { agentId } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { revenueEarners } from './revenue/earners.ts';
import { revenueSources } from './revenue/sources.ts';
import { revenueStatus } from './revenue/status.ts';

/**
 * Income and costs of the agents. The finance and growth teams open it for the totals of a day, week or month and for
 * the referral program.
 */
export const revenue = defineDashboard((settings) => ({
  uid: uid(settings, 'revenue'),
  dashboard: new DashboardBuilder('Revenue')
    .description(
      'Income and costs of the agents by source, period, agent and referral chain. All amounts are USDC; deposits and withdrawals are flows and never income.',
    )
    .tags(menuTags('by day', 'agents', 'revenue'))
    .timezone('utc')
    .time({ from: 'now-30d', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'by day'))
    .variables([agentVariable(), periodVariable(), topNVariable()])
    .annotations(
      eventAnnotations({ agents: agentId, types: ['large_win', 'large_loss', 'escrow_settled'], enabled: false }),
    ),
  rows: sayingChoices([agentId], [revenueStatus(settings), revenueSources(settings), revenueEarners(settings)]),
}));
