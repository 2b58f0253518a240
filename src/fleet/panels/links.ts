import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

import { type Settings, uid } from '../../define/settings.ts';
import { link } from '../../panels/links.ts';
import type { Variable } from '../../query/variables.ts';

/** Names of the fleet's dashboards, without the uid prefix, to which other dashboards link. */
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
 * Rhythm of a dashboard's figures: live ones are viewed over hours, daily ones over weeks. Daily figures are empty over
 * hours, and live ones are slow over a month, so only dashboards with the same rhythm keep the time range of a link.
 */
export type Rhythm = 'live' | 'by day';

/** Returns the tags of a dashboard: those for the menu of its rhythm, and its own. */
export function menuTags(rhythm: Rhythm, ...own: readonly string[]): string[] {
  return [MENU_TAG, ...own, rhythm];
}

/** Tag of the dashboards in the menus. */
const MENU_TAG = 'purple-flea';

/**
 * Returns the URL of a dashboard, `/d/pf-agent-fleet-v1?…`, with the same time range, values for `variables`, and the
 * current values of `kept`, which both dashboards have.
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
 * Returns the links at the top of every dashboard: menus of live and of daily dashboards, which keep the variables, the
 * drilldown, and the definitions of the figures. The drilldown is in no menu, because its panels would be empty for a
 * selection of several agents.
 */
export function dashboardLinks(settings: Settings, rhythm: Rhythm): DashboardLinkBuilder[] {
  return [
    menu('Live', 'live', rhythm).tooltip('Dashboards with live figures, over hours'),
    menu('By day', 'by day', rhythm).tooltip('Dashboards with daily figures, over weeks'),
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
