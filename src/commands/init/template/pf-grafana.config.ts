import { defineConfig } from 'pf-grafana';

import { targetRules } from './alerting/target-rules.ts';
import { overview } from './dashboards/overview.ts';
import { panelDescription } from './rules.ts';

/** Everything this project provisions. Add a definition to one of the lists, then run `npx pf-grafana build`. */
export default defineConfig({
  // Leaves out the dashboards, rules and schemas that pf-grafana brings along.
  fleet: false,
  folder: 'Services',
  uidPrefix: 'my-',
  datasources: {
    prometheus: { uid: 'my-prometheus', name: 'Prometheus', url: 'http://prometheus:9090' },
  },
  dashboards: [overview],
  ruleGroups: [targetRules],
  validate: { rules: [panelDescription] },
});
