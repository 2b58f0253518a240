import { defineProject, prometheus } from 'pf-grafana';

/** The facts of this project: its name, data sources, severities and teams. Definitions import it. */
export const project = defineProject({
  name: '{{project}}',
  title: 'Services',
  severities: ['critical', 'warning'],
  teams: ['platform'],
  datasources: {
    metrics: prometheus({ name: 'Prometheus', url: 'http://prometheus:9090', isDefault: true }),
  },
  // To be notified of alerts, add a contact point and its severities. Its address is a variable in Grafana's environment:
  // receivers: { chat: receiver('slack', { url: env('SLACK_URL') }) },
  // routes: { critical: ['chat'] },
});
