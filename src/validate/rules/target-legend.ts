import { textOf } from '../../folder/json.ts';
import { alertLabelsIn } from '../../grafana/legend-format.ts';
import type { Rule } from '../rule.ts';

/** The legend of a query contains plain label names. */
export const targetLegend: Rule = {
  id: 'target/legend',
  severity: 'warning',
  description: 'The legend of a query has plain label names in double braces.',
  why: 'A legend is not an alert template: Grafana reads the text in {{ }} as the name of a label. A label $labels.instance does not exist and functions are not supported, so every series gets the same name or an empty one.',
  bad: '"legendFormat": "{{ $labels.instance }}"',
  good: '"legendFormat": "{{instance}}"',
  target({ json, label, panel }, report) {
    const legend = textOf(json['legendFormat']);
    if (legend === undefined || !legend.includes('{{')) return;
    const variables = new Set(panel.dashboard.variables.map(({ name }) => name));
    for (const { whole, offset, meant } of alertLabelsIn(legend, variables))
      report({
        at: ['legendFormat'],
        within: { offset, length: whole.length },
        message: `${label} has the legend ${whole}, which looks like an alert template: no label has such a name, so all series get the same name.`,
        hint: meant === '' ? 'Write the name of a label, such as {{instance}}.' : `Write {{${meant}}}.`,
      });
    if (legend.split('{{').length !== legend.split('}}').length)
      report({
        at: ['legendFormat'],
        message: `${label} has a legend whose braces are not closed, so Grafana shows them as they are.`,
        hint: 'Close each {{ with }}.',
      });
  },
};
