import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { uid } from '../src/define/settings.ts';
import { defineDashboard } from '../src/fleet/define.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { feeds } from './platform/feeds.ts';
import { ingest } from './platform/ingest.ts';
import { logLines } from './platform/log-lines.ts';
import { stores } from './platform/stores.ts';

/**
 * Is it the fleet or the monitoring? Open it when figures stop, jump or contradict each other: every feed's age and rate
 * on one screen.
 */
export const platform = defineDashboard((settings) => ({
  uid: uid(settings, 'platform'),
  dashboard: new DashboardBuilder('Platform')
    .description(
      'The monitoring itself: what each feed last delivered and how fast, from the scrape to the store. While all of it is green, a strange figure is the fleet.',
    )
    .tags(menuTags('live', 'platform'))
    .timezone('utc')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'live')),
  rows: [feeds(settings), ingest(), stores(settings), logLines()],
}));
