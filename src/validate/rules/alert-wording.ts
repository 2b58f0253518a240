import { scalar } from '../../folder/entities/scalars.ts';
import { objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** The summary of a mixin's alert is fixed; its description names what is affected. */
export const alertWording: Rule = {
  id: 'alert/wording',
  severity: 'note',
  description: "The summary of a mixin's alert is a fixed sentence; its description names what is affected.",
  why: 'A notification of many alerts shows the summary once for all of them, so it must not differ; the description is written for each.',
  bad: 'summary: "{{ $labels.instance }} is down"\ndescription: An instance is down.',
  good: 'summary: An instance is down.\ndescription: "{{ $labels.instance }} is down for 5 minutes."',
  standsFor: [
    'mixtool: alert-summary-templating',
    'mixtool: alert-summary-style',
    'mixtool: alert-description-templating',
  ],
  presets: ['mixin'],
  alert({ json, label }, report) {
    const annotations = objectOf(json['annotations']);
    const [summary, description] = [scalar(annotations['summary']), scalar(annotations['description'])];
    if (summary?.includes('{{'))
      report({
        at: ['annotations', 'summary'],
        message: `${label} has a template in its summary.`,
        hint: 'Move it to the description.',
      });
    else if (summary !== undefined && !/^[A-Z].*\.$/s.test(summary))
      report({
        at: ['annotations', 'summary'],
        message: `The summary of ${label.charAt(0).toLowerCase()}${label.slice(1)} is not a sentence.`,
        hint: 'Begin with a capital letter and end with a full stop.',
      });
    if (description !== undefined && !description.includes('{{'))
      report({
        at: ['annotations', 'description'],
        message: `${label} has the same description for every instance.`,
        hint: 'Name the labels, such as {{ $labels.instance }}.',
      });
  },
};
