import { listOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A route groups by distinct labels, or by all labels. */
export const routeGroupBy: Rule = {
  id: 'route/group-by',
  severity: 'error',
  description: 'group_by of a route names each label once, or contains only "...".',
  why: 'Grafana refuses to start when a label occurs twice, or when "..." (each alert on its own) is used together with a label.',
  bad: 'group_by: ["...", alertname]',
  good: 'group_by: [alertname, grafana_folder]',
  route(route, report) {
    const labels = listOf(route.json['group_by']).map(String);
    if (labels.includes('...') && labels.length > 1)
      report({
        at: ['group_by'],
        message: `${route.label} groups by "..." and by labels, so Grafana refuses to start.`,
        hint: 'Keep only "...", or remove it.',
      });
    for (const [index, name] of labels.entries()) {
      if (labels.indexOf(name) < index)
        report({
          at: ['group_by', index],
          message: `${route.label} groups by ${name} twice, so Grafana refuses to start.`,
          hint: 'Remove one of the two.',
        });
    }
  },
};
