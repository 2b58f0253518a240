import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

import type { LogStream } from '../query/logql.ts';
import { type Settings, uid } from '../settings.ts';

/** Names of our dashboards, without the uid prefix, that other dashboards link to. */
export type DashboardName =
  | 'agent-fleet-v1' | 'leaderboard' | 'agent-pnl' | 'trade-execution' | 'wallet-balances' | 'escrow-pipeline' | 'agent-drilldown' | 'clickhouse-analytics' | 'revenue';

/** `/d/pf-agent-fleet-v1?…`: a dashboard with the same time range, and variables set from `variables`. */
export function dashboardUrl(settings: Settings, name: DashboardName, variables: Readonly<Record<string, string>> = {}): string {
  const assignments = Object.entries(variables).map(([variable, value]) => `var-${variable}=${value}`);
  return `/d/${uid(settings, name)}?${[...assignments, '${__url_time_range}'].join('&')}`;
}

/** `/explore?…`: log lines in Explore, in the time range of the dashboard. References such as `${__data.fields.order_id}` in the query stay open for Grafana. */
export function exploreUrl(settings: Settings, logs: LogStream): string {
  const datasource = { type: 'loki', uid: settings.datasources.loki.uid };
  const panes = { logs: { datasource: datasource.uid, queries: [{ refId: 'A', datasource, expr: logs.logql }], range: { from: '${__from}', to: '${__to}' } } };
  const encoded = JSON.stringify(panes).split(/(\$\{[^}]+\})/).map((part) => (part.startsWith('${') ? part : encodeURIComponent(part))).join('');
  return `/explore?schemaVersion=1&panes=${encoded}`;
}

/** The menu of all our dashboards, with time range and variables kept. */
export function dashboardMenu(): DashboardLinkBuilder {
  return new DashboardLinkBuilder('Purple Flea').type(DashboardLinkType.Dashboards).tags(['purple-flea']).asDropdown(true).includeVars(true).keepTime(true).icon('external link').tooltip('Other dashboards of the fleet');
}

/** A link of a panel or a field to another place. */
export function link(title: string, url: string): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);
}
