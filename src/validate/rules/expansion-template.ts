import type { Rule } from '../rule.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** A template's dollar sign is doubled where Grafana expands the field. */
export const expansionTemplate: Rule = {
  id: 'expansion/template',
  severity: 'error',
  description: 'A dollar sign of a template is doubled where Grafana expands the field.',
  why: 'Labels of rules, notification policies and settings of contact points are expanded with environment variables when the file is read: $labels, $values and template variables become empty strings. In annotations, queries and message templates nothing is expanded, so dollar signs must not be doubled.',
  bad: 'labels: {host: "{{ $labels.instance }}"}',
  good: 'labels: {host: "{{ $$labels.instance }}"}',
  file(file, report) {
    for (const { path, text } of expandedTexts(file)) {
      for (const { text: reference, offset, name, form } of references(text)) {
        if (form !== 'bare' || !(/^(labels|values|value)$/.test(name) || isInAction(text, offset))) continue;
        report({
          at: path,
          within: { offset, length: reference.length },
          message: `Grafana reads ${reference} as an environment variable here, so the template gets an empty value.`,
          hint: `Write $${reference}.`,
        });
      }
    }
  },
};

/** Whether an offset is between `{{` and `}}`. */
function isInAction(text: string, offset: number): boolean {
  return text.lastIndexOf('{{', offset) > text.lastIndexOf('}}', offset);
}
