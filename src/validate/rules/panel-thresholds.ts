import { fieldProperties } from '../../folder/field-properties.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** Threshold steps begin with a base and increase. */
export const panelThresholds: Rule = {
  id: 'panel/thresholds',
  severity: 'warning',
  description: 'The steps of thresholds begin with a base, whose value is null, and increase from there.',
  why: 'Grafana uses the last step that the number has reached, in the order in which they are written: in another order a higher step is never shown, and without a base a number below all steps gets the first colour.',
  bad: '"steps": [{"value": null, "color": "green"}, {"value": 90, "color": "red"}, {"value": 80, "color": "orange"}]',
  good: '"steps": [{"value": null, "color": "green"}, {"value": 80, "color": "orange"}, {"value": 90, "color": "red"}]',
  panel(panel, report) {
    for (const { at, value } of fieldProperties(panel, 'thresholds')) {
      const values = listOf(objectOf(value)['steps']).map((step) => objectOf(step)['value'] ?? null);
      // Some exports write the base as a single step at 0.
      const [first] = values;
      if (values.length === 1 && typeof first === 'number' && first !== 0) {
        report({
          at: [...at, 'steps', 0],
          message: `${panel.label} has a single threshold and no base, so every number has its colour.`,
          hint: 'Set the value of the first step to null.',
          severity: 'warning',
        });
      }
      for (const [index, current] of values.entries()) {
        const before = index === 0 ? null : values[index - 1];
        const falls =
          index > 0 &&
          (current === null || (typeof before === 'number' && typeof current === 'number' && current <= before));
        if (falls)
          report({
            at: [...at, 'steps', index],
            message: `${panel.label} has the threshold ${String(current)} after ${String(before)}, so one of the two is never shown.`,
            hint: 'Write the steps in increasing order, with the base (null) first.',
          });
      }
    }
  },
};
