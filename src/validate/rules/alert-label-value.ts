import { alertTexts } from '../query/alert-texts.ts';
import { actionsIn } from '../query/go-template.ts';
import type { Rule } from '../rule.ts';

/** The labels of an alert rule do not change with the value. */
export const alertLabelValue: Rule = {
  id: 'alert/label-value',
  severity: 'warning',
  description: 'No label of an alert rule prints the value.',
  why: 'An alert is known by its labels. With the value in one, each evaluation makes a new alert and resolves the one before: `for` never passes, and every notification is a new one.',
  bad: 'labels: {drawdown: "{{ $$values.B.Value }}"}',
  good: 'annotations: {drawdown: "{{ $values.B.Value }}"}',
  standsFor: ['pint: alerts/template'],
  alert(alert, report) {
    for (const { kind, key, text, at } of alertTexts(alert)) {
      if (kind !== 'labels') continue;
      const action = actionsIn(text).find((one) => /\$values?\b|(?<![\w)])\.Values?\b/.test(one.text) && !/^\s*(else|if|with|range|end)\b/.test(one.text));
      if (action) report({ ...at(action.offset, action.text.length), message: `${alert.label} has the value in its label ${key}, so each evaluation makes another alert.`, hint: 'Print it in an annotation.' });
    }
  },
};
