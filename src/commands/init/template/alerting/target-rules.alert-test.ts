import { alertTest } from 'pf-grafana';

/** What the rule of this folder does with these series. `npx pf-grafana test` runs this. */
export default [
  alertTest({
    name: 'fires two minutes after a target is gone, for that target alone, and resolves when it is back',
    rule: '{{project}}-target-down',
    series: {
      'up{job="web", instance="a:80"}': '1 1 1 0 0 0 0 1 1',
      'up{job="web", instance="b:80"}': '1x8',
    },
    expect: {
      '2m': [],
      '3m': [{ state: 'Pending', labels: { instance: 'a:80' } }],
      '5m': [{ labels: { instance: 'a:80', severity: 'critical' }, annotations: { summary: 'Prometheus cannot reach a:80 of web' } }],
      '7m': [],
    },
  }),
];
