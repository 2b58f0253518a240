import type { Rule } from '../rule.ts';
import { usedVariables, usesEveryVariable } from '../../folder/used-variables.ts';

const ACT_ALONE = new Set(['adhoc', 'groupby', 'system', 'snapshot']);

/** Every variable of a dashboard is used. */
export const variableUnused: Rule = {
  id: 'variable/unused',
  severity: 'warning',
  description: 'Every variable that a dashboard shows is used in it.',
  why: 'A control that changes nothing misleads the person who uses it, and its query still runs every time the dashboard is opened.',
  bad: '"templating": {"list": [{"name": "region", …}]} and no $region anywhere',
  good: '"expr": "up{region=~\\"$region\\"}"',
  dashboard({ json, variables, label }, report) {
    if (variables.length === 0) return;
    const { templating: _definitions, ...rest } = json;
    if (usesEveryVariable(rest)) return;
    const used = usedVariables(rest);
    for (const variable of variables) {
      // Ad hoc filters and group-by variables apply to every query by themselves; a hidden variable may pass on a value
      // from a link.
      if (ACT_ALONE.has(variable.type) || variable.json['hide'] === 2 || used.has(variable.name)) continue;
      // A mention in its own definition is not a use, but one in another variable's definition is.
      if (variables.some((other) => other !== variable && usedVariables(other.json).has(variable.name))) continue;
      report({
        place: variable,
        at: ['name'],
        message: `The variable "${variable.name}" of ${label.charAt(0).toLowerCase()}${label.slice(1)} is not used in it, so its control does nothing.`,
        hint: 'Use it or remove it.',
      });
    }
  },
};
