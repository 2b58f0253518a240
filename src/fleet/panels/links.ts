import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

import { type Settings, uid } from '../../define/settings.ts';
import { link } from '../../panels/links.ts';
import type { Variable } from '../../query/variables.ts';

/** Names of our dashboards, without the uid prefix, that other dashboards link to. */
export type DashboardName =
  | 'agent-fleet-v1'
  | 'leaderboard'
  | 'agent-pnl'
  | 'trade-execution'
  | 'wallet-balances'
  | 'escrow-pipeline'
  | 'agent-drilldown'
  | 'clickhouse-analytics'
  | 'revenue';

/** Tag of the dashboards in the menu. */
const MENU_TAG = 'purple-flea';

/**
 * `/d/pf-agent-fleet-v1?…`: a dashboard with the same time range, variables set from `variables`, and the choices of
 * `kept`, which both dashboards have.
 */
export function dashboardUrl(
  settings: Settings,
  name: DashboardName,
  variables: Readonly<Record<string, string>> = {},
  kept: readonly Variable[] = [],
): string {
  const assignments = [
    ...Object.entries(variables).map(([variable, value]) => `var-${variable}=${value}`),
    ...kept.map(({ variable }) => `\${${variable}:queryparam}`),
  ];
  return `/d/${uid(settings, name)}?${[...assignments, '${__url_time_range}'].join('&')}`;
}

/**
 * The links at the top of every dashboard: a menu of the others, with time range and variables kept, and the drilldown.
 * The drilldown
 * is not in the menu, because a choice of several agents carried into it would leave its panels empty.
 */
export function dashboardLinks(settings: Settings): DashboardLinkBuilder[] {
  return [
    new DashboardLinkBuilder('Purple Flea')
      .type(DashboardLinkType.Dashboards)
      .tags([MENU_TAG])
      .asDropdown(true)
      .includeVars(true)
      .keepTime(true)
      .icon('external link')
      .tooltip('Other dashboards of the fleet'),
    link('One agent', `/d/${uid(settings, 'agent-drilldown')}`)
      .keepTime(true)
      .icon('external link')
      .tooltip('Everything about one agent'),
  ];
}
