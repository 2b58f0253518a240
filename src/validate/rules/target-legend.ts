import { textOf } from '../../folder/json.ts';
import { alertLabelsIn } from '../../grafana/legend-format.ts';
import type { Rule } from '../rule.ts';

/** The legend of a query names labels. */
export const targetLegend: Rule = {
  id: 'target/legend',
  severity: 'warning',
  description: 'The legend of a query has the bare names of labels in double braces.',
  why: 'A legend is not a template of an alert: Grafana takes what stands in {{ }} for the name of a label. There is no label $labels.instance and no function in it, so every series has the same name or an empty one.',
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
        message: `${label} has the legend ${whole}, which reads like a template of an alert: no label has such a name, so the series are named alike.`,
        hint: meant === '' ? 'Write the name of a label, as {{instance}}.' : `Write {{${meant}}}.`,
      });
    if (legend.split('{{').length !== legend.split('}}').length)
      report({
        at: ['legendFormat'],
        message: `${label} has a legend whose braces are not closed, so Grafana shows them as they stand.`,
        hint: 'Close each {{ by }}.',
      });
  },
};
