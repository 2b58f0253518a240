import type { Rule } from '../rule.ts';

/** Reports a folder in which nothing can be read. */
export const uncheckedFolder: Rule = {
  id: 'unchecked/folder',
  severity: 'warning',
  description: 'A folder contains something that can be read.',
  why: 'No findings in an empty folder prove nothing: usually the path is wrong, or the files are in a format that Grafana does not read.',
  bad: 'pf-grafana validate terraform/',
  good: 'pf-grafana validate provisioning/',
  presets: ['recommended', 'mixin'],
  folder({ root, sources }, report) {
    if (sources.length > 0) return;
    report({
      message: `Nothing in ${root || '.'} could be read: it has no YAML file in datasources/, dashboards/ or alerting/, and no dashboard as a JSON file.`,
      hint: 'Give the path of the provisioning folder, the folder above it, or a folder with dashboards as JSON files.',
    });
  },
};
