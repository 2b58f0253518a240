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
  | 'revenue'
  | 'platform'
  | 'treasury'
  | 'compliance'
  | 'definitions';

/**
 * How fast a dashboard's figures move: live ones are looked at over hours, those by the day over weeks. A range of hours
 * leaves daily figures empty, and a month of live ones is slow, so only dashboards of one rhythm keep each other's range.
 */
export type Rhythm = 'live' | 'by day';

/** Tags of a dashboard in the menu of its rhythm, and its own. */
export function menuTags(rhythm: Rhythm, ...own: readonly string[]): string[] {
  return [MENU_TAG, ...own, rhythm];
}

/** Tag of the dashboards in the menus. */
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
 * The links at the top of every dashboard: a menu of the live ones, one of those by the day, both with the variables
 * kept, the drilldown, and what the figures mean. The drilldown is in no menu, because a choice of several agents
 * carried into it would leave its panels empty.
 */
export function dashboardLinks(settings: Settings, rhythm: Rhythm): DashboardLinkBuilder[] {
  return [
    menu('Live', 'live', rhythm).tooltip('Dashboards of live figures, over hours'),
    menu('By day', 'by day', rhythm).tooltip('Dashboards of daily figures, over weeks'),
    link('One agent', `/d/${uid(settings, 'agent-drilldown')}`)
      .icon('external link')
      .tooltip('Everything about one agent'),
    link('Definitions', `/d/${uid(settings, 'definitions')}`)
      .icon('info')
      .tooltip('How every figure is defined'),
  ];
}

function menu(title: string, of: Rhythm, here: Rhythm): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Dashboards)
    .tags([MENU_TAG, of])
    .asDropdown(true)
    .includeVars(true)
    .keepTime(of === here)
    .icon('external link');
}
