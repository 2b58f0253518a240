import { route } from 'pf-grafana';

import { TOLD } from './test-series.ts';

const ours = (labels: Record<string, string>) => route({ service: 'purpleflea', ...labels });
/** A time in the maintenance window of the configuration, Sunday from 02:00 to 03:00. */
const MAINTENANCE = '2026-01-04T02:30:00Z';

export default [
  ours({ severity: 'critical', team: 'trading', action: 'halt', agent_id: 'agent-007' }).reachesOnly(
    'pf-position-halt',
    ...TOLD.critical,
  ),
  ours({ alertname: 'DatasourceError', severity: 'critical', team: 'trading', action: 'halt' }).reachesOnly(
    ...TOLD.critical,
  ),
  ours({ severity: 'critical', team: 'treasury' }).reachesOnly(...TOLD.criticalMoney),
  ours({ severity: 'critical', team: 'finance' }).reachesOnly(...TOLD.criticalMoney),
  ours({ severity: 'warning', team: 'finance' }).reachesOnly('pf-slack', 'pf-email'),
  ours({ severity: 'warning', team: 'platform' }).reachesOnly(...TOLD.warning),
  ours({ severity: 'info', team: 'growth' }).reachesOnly(...TOLD.info),
  // A fleet alert without a severity, and an alert of another source.
  ours({}).reachesOnly('pf-slack'),
  route({ severity: 'critical', team: 'trading', agent_id: 'agent-007', action: 'halt' }).reachesNot(
    'pf-position-halt',
    'pf-pagerduty',
  ),
  // Maintenance mutes warnings and info alerts, but not critical ones.
  ours({ severity: 'critical', team: 'trading' })
    .at(MAINTENANCE)
    .reachesOnly(...TOLD.critical),
  ours({ severity: 'warning', team: 'platform' }).at(MAINTENANCE).reachesOnly(),
  ours({ severity: 'info' }).at(MAINTENANCE).reachesOnly(),
  ours({ severity: 'warning', team: 'platform' })
    .at('2026-01-04T03:00:00Z')
    .reachesOnly(...TOLD.warning),
];
