import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { courseEvents, eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import {
  agentVariable,
  marketVariable,
  strategyVariable,
  tickerVariable,
  topNVariable,
} from '../src/fleet/panels/variables.ts';
import { agentId, strategy, market, ticker } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { agents } from './clickhouse-analytics/agents.ts';
import { drawdown } from './clickhouse-analytics/drawdown.ts';
import { execution } from './clickhouse-analytics/execution.ts';
import { headline } from './clickhouse-analytics/headline.ts';
import { markouts } from './clickhouse-analytics/markout.ts';
import { strategies } from './clickhouse-analytics/strategies.ts';

/**
 * Agents and strategies from every trade event: which of them earn, at what risk and cost, and when to trade. Meant for
 * a review of weeks, not for an alert.
 */
export const clickhouseAnalytics = defineDashboard((settings) => ({
  uid: uid(settings, 'clickhouse-analytics'),
  dashboard: new DashboardBuilder('Agent Analytics (ClickHouse)')
    .description(
      'Every trade event of the fleet, from ClickHouse: equity, risk, strategies and execution. Some panels have their own time window, shown in their corner.',
    )
    .tags(menuTags('by day', 'agents', 'analytics'))
    .timezone('utc')
    .time({ from: 'now-30d', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'by day'))
    .variables([agentVariable(), strategyVariable(), marketVariable(), tickerVariable(), topNVariable()])
    .annotations(eventAnnotations({ agents: agentId, types: courseEvents, enabled: false })),
  rows: sayingChoices(
    [agentId, strategy, market, ticker],
    [headline(settings), agents(settings), drawdown(settings), strategies(settings), execution(settings), markouts()],
  ),
}));
