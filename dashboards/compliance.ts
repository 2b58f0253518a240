import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { uid } from '../src/define/settings.ts';
import { defineDashboard } from '../src/fleet/define.ts';
import { eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { bookAgentVariable } from '../src/fleet/panels/variables.ts';
import { agentId } from '../src/fleet/queries/variables.ts';
import { complianceDisputes } from './compliance/disputes.ts';
import { complianceHalts } from './compliance/halts.ts';

/** Do stops stop, are limits kept, do disputes end? For who answers to others about it. */
export const compliance = defineDashboard((settings) => ({
  uid: uid(settings, 'compliance'),
  dashboard: new DashboardBuilder('Compliance')
    .description(
      'Halts with who, when and when trading resumed, trades after a halt, the limits of each agent and their changes, and disputes by age.',
    )
    .tags(menuTags('by day', 'compliance'))
    .timezone('utc')
    .time({ from: 'now-30d', to: 'now' })
    .refresh('5m')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'by day'))
    .variables([bookAgentVariable()])
    .annotations(eventAnnotations({ agents: agentId, types: ['halt', 'strategy_switch'], enabled: false })),
  rows: sayingChoices([agentId], [complianceHalts(settings), complianceDisputes(settings)]),
}));
