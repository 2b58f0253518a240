import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { instant, noneIsBad, series, stat, timeseries, units } from 'pf-grafana';

import { project } from '../project.ts';
import { requestRate, targetUp } from '../queries.ts';

/** Open this first when a target is down. Never change a key: panel ids, and so links from alerts, derive from it. */
export const overview = project.dashboard((c) => ({
  uid: c.uid('overview'),
  dashboard: new DashboardBuilder('Overview')
    .description('The targets that Prometheus can reach, and its HTTP requests.')
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s'),
  rows: [
    {
      key: 'targets',
      title: 'Targets',
      panels: [
        {
          key: 'target-up',
          width: 8,
          height: 6,
          panel: stat('Targets up', '1 for each target that Prometheus can reach.')
            .unit(units.none)
            .thresholds(noneIsBad())
            .datasource(c.sources.metrics)
            .withTarget(instant(targetUp, '{{job}} {{instance}}')),
        },
        {
          key: 'request-rate',
          width: 16,
          height: 6,
          panel: timeseries('Requests', 'HTTP requests per second, by handler.')
            .unit(units.requestsPerSecond)
            .datasource(c.sources.metrics)
            .withTarget(series(requestRate, '{{handler}}')),
        },
      ],
    },
  ],
}));
