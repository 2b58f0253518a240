import { defineProject, prometheus } from 'pf-grafana';

/** The facts of this project: its names, and what its definitions may ask and say. Definitions import it. */
export const project = defineProject({
  name: '{{project}}',
  title: 'Services',
  severities: ['critical', 'warning'],
  teams: ['platform'],
  datasources: {
    metrics: prometheus({ name: 'Prometheus', url: 'http://prometheus:9090', isDefault: true }),
  },
  // To be told of alerts, add a contact point and who gets which severity; its address stays in Grafana's environment:
  // receivers: { chat: receiver('slack', { url: env('SLACK_URL') }) },
  // routes: { critical: ['chat'] },
});
