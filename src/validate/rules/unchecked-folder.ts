import type { Rule } from '../rule.ts';

/** Says that nothing was there to read. */
export const uncheckedFolder: Rule = {
  id: 'unchecked/folder',
  severity: 'warning',
  description: 'A folder holds something that can be read.',
  why: 'An empty answer over an empty folder proves nothing: most often the path is wrong, or the files are in a form that Grafana does not read.',
  bad: 'pf-grafana validate terraform/',
  good: 'pf-grafana validate provisioning/',
  presets: ['recommended', 'mixin'],
  folder({ root, sources }, report) {
    if (sources.length > 0) return;
    report({
      message: `Nothing in ${root || '.'} could be read: it holds no YAML file in datasources/, dashboards/ or alerting/, and no dashboard as a JSON file.`,
      hint: 'Name the provisioning folder, the folder above it, or dashboards as JSON files.',
    });
  },
};
