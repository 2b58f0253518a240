import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { dashboardLinks } from '../src/fleet/panels/links.ts';
import { sharpeWindowVariable, singleAgentVariable } from '../src/fleet/panels/variables.ts';
import { singleAgentId } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { activity } from './agent-drilldown/activity.ts';
import { course } from './agent-drilldown/course.ts';
import { exposure } from './agent-drilldown/exposure.ts';
import { network } from './agent-drilldown/network.ts';
import { status } from './agent-drilldown/status.ts';
import { trades } from './agent-drilldown/trades.ts';

/**
 * Everything about one agent in one place. A click on an agent in any dashboard opens it.
 */
export const agentDrilldown = defineDashboard((settings) => ({
  uid: uid(settings, 'agent-drilldown'),
  dashboard: new DashboardBuilder('Agent Drilldown')
    .description(
      'One agent from all four sources: P&L, drawdown, trades, contracts and referrals from PostgreSQL, live risk, wallet and latency from Prometheus, rejects from ClickHouse, logs from Loki.',
    )
    .tags(['purple-flea-agent', 'agents', 'drilldown'])
    .timezone('utc')
    .time({ from: 'now-7d', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'by day'))
    .variables([singleAgentVariable(), sharpeWindowVariable()])
    .annotations(eventAnnotations({ agents: singleAgentId, enabled: true })),
  rows: [status(settings), course(), exposure(settings), activity(settings), network(settings), trades(settings)],
}));
