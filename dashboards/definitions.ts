import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { uid } from '../src/define/settings.ts';
import { defineDashboard } from '../src/fleet/define.ts';
import { DEFINITIONS } from '../src/fleet/panels/definitions.ts';
import { dashboardLinks } from '../src/fleet/panels/links.ts';
import { notes } from '../src/panels/lists.ts';

/** The definition of every figure, one click from each dashboard. */
export const definitions = defineDashboard((settings) => ({
  uid: uid(settings, 'definitions'),
  dashboard: new DashboardBuilder('Definitions')
    .description('How every figure of the fleet dashboards is defined.')
    .tags(['purple-flea-definitions'])
    .timezone('utc')
    .time({ from: 'now-24h', to: 'now' })
    .links(dashboardLinks(settings, 'live')),
  rows: [
    {
      key: 'all-definitions',
      title: 'Definitions',
      panels: [
        { key: 'definitions-all', width: 24, height: 18, panel: notes('How the figures are defined', DEFINITIONS) },
      ],
    },
  ],
}));
