import { textOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A repeated panel names a variable that can have several values. */
export const panelRepeat: Rule = {
  id: 'panel/repeat',
  severity: 'warning',
  description: 'A repeated panel or row names a variable of its dashboard that can have several values.',
  why: 'Grafana draws the panel once when the variable does not exist, and once for a variable that allows a single choice.',
  bad: '"repeat": "node" in a dashboard without a variable node',
  good: '"repeat": "node" with {"name": "node", "multi": true, …}',
  panel(panel, report) {
    const name = textOf(panel.json['repeat']);
    if (name === undefined || name === '') return;
    const variable = panel.dashboard.variables.find((one) => one.name === name);
    if (!variable)
      report({
        at: ['repeat'],
        message: `${panel.label} repeats over the variable "${name}", which the dashboard does not have, so it is drawn once.`,
        hint: nameOneOf(panel.dashboard.variables.map((one) => one.name).filter((known) => known !== '')),
      });
    else if (variable.json['multi'] !== true && variable.json['includeAll'] !== true)
      report({
        at: ['repeat'],
        message: `${panel.label} repeats over the variable "${name}", which allows a single choice, so it is drawn once.`,
        hint: 'Give the variable "multi": true or "includeAll": true.',
      });
  },
};

function nameOneOf(names: readonly string[]): string {
  return names.length > 0 ? `Use one of: ${names.join(', ')}.` : 'Add the variable, or remove the repeat.';
}
