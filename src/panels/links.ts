import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

import type { LogStream } from '../query/logql.ts';

/**
 * `/explore?…`: opens log lines of the Loki with that uid in Explore, in the time range of the dashboard. References
 * such as `${__data.fields.order_id}` in the query are not encoded, so that Grafana can replace them.
 */
export function exploreUrl(uid: string, logs: LogStream): string {
  const datasource = { type: 'loki', uid };
  const panes = {
    logs: {
      datasource: datasource.uid,
      queries: [{ refId: 'A', datasource, expr: logs.logql }],
      range: { from: '${__from}', to: '${__to}' },
    },
  };
  const encoded = JSON.stringify(panes)
    .split(/(\$\{[^}]+\})/)
    .map((part) => (part.startsWith('${') ? part : encodeURIComponent(part)))
    .join('');
  return `/explore?schemaVersion=1&panes=${encoded}`;
}

/** A link of a panel or a field. */
export function link(title: string, url: string): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);
}

/** A menu of the dashboards that have all of these tags; it keeps the time range and the variables. */
export function dashboardsLink(title: string, tags: readonly string[]): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Dashboards)
    .tags([...tags])
    .asDropdown(true)
    .keepTime(true)
    .includeVars(true);
}
