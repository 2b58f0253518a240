import { textOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A part of a legend that stands for the value of a label. */
const LABEL = /\{\{\s*(.*?)\s*\}\}/g;

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
    for (const match of legend.matchAll(LABEL)) {
      const [whole, inner = ''] = match;
      const meant = meantLabel(inner, variables);
      if (meant === undefined) continue;
      report({
        at: ['legendFormat'],
        within: { offset: match.index, length: whole.length },
        message: `${label} has the legend ${whole}, which reads like a template of an alert: no label has such a name, so the series are named alike.`,
        hint: meant === '' ? 'Write the name of a label, as {{instance}}.' : `Write {{${meant}}}.`,
      });
    }
    if (legend.split('{{').length !== legend.split('}}').length)
      report({
        at: ['legendFormat'],
        message: `${label} has a legend whose braces are not closed, so Grafana shows them as they stand.`,
        hint: 'Close each {{ by }}.',
      });
  },
};

/** The label that somebody meant, an empty text where it cannot be told; nothing for what is right. */
function meantLabel(inner: string, variables: ReadonlySet<string>): string | undefined {
  const [, label] = /^(?:\$labels|\.Labels|\$value\.Labels|\.CommonLabels)\.?(\w*)/.exec(inner) ?? [];
  if (label !== undefined) return variables.has('labels') && inner.startsWith('$') ? undefined : label;
  if (/^\$values?\b/.test(inner)) return variables.has('value') || variables.has('values') ? undefined : '';
  const [, dotted] = /^\.(\w+)$/.exec(inner) ?? [];
  if (dotted !== undefined) return dotted;
  // A function or a pipe: `printf "%.2f" x`, `instance | toUpper`.
  const [, piped] = /^\$?(\w+)?\s*\|(?!\|)/.exec(inner) ?? [];
  return /[|"]/.test(inner) ? (piped ?? '') : undefined;
}
