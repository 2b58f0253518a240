import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { courseEvents, eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import {
  bookAgentVariable,
  bookStrategyVariable,
  sharpeWindowVariable,
  topNVariable,
} from '../src/fleet/panels/variables.ts';
import { agentId, strategy } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { agents } from './agent-pnl/agents.ts';
import { instruments } from './agent-pnl/instruments.ts';
import { results } from './agent-pnl/results.ts';
import { skill } from './agent-pnl/skill.ts';
import { status } from './agent-pnl/status.ts';
import { trades } from './agent-pnl/trades.ts';

/**
 * P&L from the fleet down to a single trade. A trader or owner opens it to see what made money, at what risk, and
 * whether it may last.
 */
export const agentPnl = defineDashboard((settings) => ({
  uid: uid(settings, 'agent-pnl'),
  dashboard: new DashboardBuilder('Agent P&L')
    .description(
      'Realized and unrealized P&L per agent, per strategy and for the fleet, with the risk taken for it. All from PostgreSQL, the book of record; days are UTC days.',
    )
    .tags(menuTags('by day', 'agents', 'pnl'))
    .timezone('utc')
    .time({ from: 'now-30d', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'by day'))
    .variables([bookAgentVariable(), bookStrategyVariable(), topNVariable(), sharpeWindowVariable()])
    .annotations(eventAnnotations({ agents: agentId, types: courseEvents, enabled: false })),
  rows: sayingChoices(
    [agentId, strategy],
    [status(settings), results(settings), instruments(), skill(settings), agents(settings), trades(settings)],
  ),
}));
