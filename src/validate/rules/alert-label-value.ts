import { mentionsIn } from '../../folder/expressions/alert-mentions.ts';
import { alertTexts } from '../../folder/expressions/alert-texts.ts';
import type { Rule } from '../rule.ts';

/** Functions whose results do not change with each evaluation. */
const STEADY = new Set(['eq', 'ge', 'gt', 'le', 'len', 'lt', 'match', 'mergeLabelValues', 'ne', 'not']);

/** No label of an alert rule contains the value. */
export const alertLabelValue: Rule = {
  id: 'alert/label-value',
  severity: 'warning',
  description: 'No label of an alert rule contains the value.',
  why: 'An alert is identified by its labels. With the value in a label, each evaluation creates a new alert and resolves the previous one: `for` never passes, and every notification is a new one.',
  bad: 'labels: {load: "{{ $$values.B.Value }}"}',
  good: 'annotations: {load: "{{ $values.B.Value }}"}',
  standsFor: ['pint: alerts/template'],
  alert(alert, report) {
    for (const { kind, key, template, at } of alertTexts(alert)) {
      if (kind !== 'labels') continue;
      const printed = mentionsIn(template).find(
        ({ of, fields, goes, by }) =>
          of !== 'label' && fields[0] !== 'Labels' && goes === 'printed' && !(by && STEADY.has(by.name)),
      );
      if (printed)
        report({
          ...at(printed.offset, printed.length),
          message: `${alert.label} has the value in its label ${key}, so each evaluation creates another alert.`,
          hint: 'Move it to an annotation.',
        });
    }
  },
};
