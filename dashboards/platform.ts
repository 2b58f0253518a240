import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { uid } from '../src/define/settings.ts';
import { defineDashboard } from '../src/fleet/define.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { feeds } from './platform/feeds.ts';
import { ingest } from './platform/ingest.ts';
import { logLines } from './platform/log-lines.ts';
import { stores } from './platform/stores.ts';

/**
 * Shows whether a problem is in the fleet or in the monitoring: every feed's age and rate on one screen. Open it when
 * figures stop, jump or contradict each other.
 */
export const platform = defineDashboard((settings) => ({
  uid: uid(settings, 'platform'),
  dashboard: new DashboardBuilder('Platform')
    .description(
      'The monitoring itself: the age and rate of each feed, from the scrape to the store. While everything here is green, a strange figure comes from the fleet.',
    )
    .tags(menuTags('live', 'platform'))
    .timezone('utc')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'live')),
  rows: [feeds(settings), ingest(), stores(settings), logLines()],
}));
