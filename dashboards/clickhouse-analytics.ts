import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/define.ts';
import { eventAnnotations } from '../src/panels/annotations.ts';
import { dashboardLinks } from '../src/panels/links.ts';
import { agentVariable, marketVariable, strategyVariable, tickerVariable, topNVariable } from '../src/panels/variables.ts';
import { agentId } from '../src/query/variables.ts';
import { uid } from '../src/settings.ts';
import { agentRanking } from './clickhouse-analytics/agent-ranking.ts';
import { costs } from './clickhouse-analytics/costs.ts';
import { drawdownMonitor } from './clickhouse-analytics/drawdown-monitor.ts';
import { equityCurves } from './clickhouse-analytics/equity-curves.ts';
import { flow } from './clickhouse-analytics/flow.ts';
import { status } from './clickhouse-analytics/status.ts';
import { strategies } from './clickhouse-analytics/strategies.ts';

/** The analyst's view of every trade event: who earns, with what risk, at what cost, and when execution is best. */
export const clickhouseAnalytics = defineDashboard((settings) => ({
  uid: uid(settings, 'clickhouse-analytics'),
  dashboard: new DashboardBuilder('Agent Analytics (ClickHouse)')
    .description('Agents and strategies from the trade events in ClickHouse: can the store be trusted, who earns with what risk, and what does trading cost? Deposits and withdrawals are not known here: the book of record is on Agent P&L.')
    .tags(['purple-flea', 'analytics', 'clickhouse'])
    .timezone('utc')
    .time({ from: 'now-90d', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings))
    .variables([agentVariable(), strategyVariable(), marketVariable(), tickerVariable(), topNVariable()])
    .annotations(eventAnnotations({ agents: agentId, enabled: false })),
  rows: [status(settings), agentRanking(settings), equityCurves(settings), drawdownMonitor(settings), strategies(settings), costs(settings), flow(settings)],
}));
