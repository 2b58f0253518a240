import { alertTest } from 'pf-grafana';

/** Tests the rule of this folder with these series. Run it with `npx pf-grafana test`. */
export default [
  alertTest({
    name: 'fires two minutes after a target is gone, only for that target, and resolves when it is back',
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
