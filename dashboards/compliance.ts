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

/** Whether halts are obeyed, limits kept and disputes settled. For people who are accountable for these controls. */
export const compliance = defineDashboard((settings) => ({
  uid: uid(settings, 'compliance'),
  dashboard: new DashboardBuilder('Compliance')
    .description(
      'Halts with their agent, their time and the time at which trading resumed, trades during a halt, the limits of each agent and their changes, and disputes by age.',
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
