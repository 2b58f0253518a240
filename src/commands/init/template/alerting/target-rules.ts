import { project } from '../project.ts';
import { targetUp } from '../queries.ts';

/** Alerts when Prometheus cannot reach a target. */
export const targetRules = project.ruleGroup((c) => ({
  name: 'targets',
  interval: '30s',
  rules: {
    'target-down': {
      title: 'Target Down',
      query: { datasource: 'metrics', ...targetUp },
      threshold: { is: 'below', value: 1 },
      for: '2m',
      severity: 'critical',
      team: 'platform',
      noData: 'Alerting',
      summary: 'Prometheus cannot reach {{ $labels.instance }} of {{ $labels.job }}',
      description: 'Open the target in Prometheus under Status, Targets: it shows the error of the last scrape.',
      runbook: 'https://example.com/runbooks/target-down',
      panel: { dashboard: c.uid('overview'), key: 'target-up' },
    },
  },
}));
