import type { Rule } from '../rule.ts';

/** A file in a Grafana folder is in a format that Grafana reads. */
export const fileForeign: Rule = {
  id: 'file/foreign',
  severity: 'error',
  description: 'A file in a Grafana folder is in a format that Grafana reads.',
  why: 'A Prometheus rule file, a Kubernetes resource or an unrendered template has other keys: Grafana refuses to start, or ignores the content.',
  bad: 'groups:\n  - name: hosts\n    rules:\n      - alert: HostDown\n        expr: up == 0',
  good: 'groups:\n  - orgId: 1\n    name: hosts\n    folder: Hosts\n    interval: 1m\n    rules:\n      - title: Host down\n        …',
  presets: ['recommended', 'mixin'],
  folder({ foreign }, report) {
    for (const { source, path, format, hint } of foreign)
      report({
        place: { source, path },
        message: `${source.file} is ${format}, not a provisioning file of Grafana; Grafana refuses to start or ignores its content. Nothing in it was checked.`,
        hint,
      });
  },
};
