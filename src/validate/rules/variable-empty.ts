import { isObject } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A variable that allows several choices is never empty by default. */
export const variableEmpty: Rule = {
  id: 'variable/empty',
  severity: 'warning',
  description: 'A query variable that allows several choices offers All, or has a value selected.',
  why: 'With nothing selected it expands to an empty string: job=~"" matches only series without the label, IN () is a syntax error, and the dashboard opens empty.',
  bad: '{"name": "job", "type": "query", "multi": true}',
  good: '{"name": "job", "type": "query", "multi": true, "includeAll": true, "allValue": ".*"}',
  variable({ type, json, label }, report) {
    const { current } = json;
    const isChosen =
      isObject(current) &&
      current['value'] !== undefined &&
      current['value'] !== '' &&
      !(Array.isArray(current['value']) && current['value'].length === 0);
    if (type !== 'query' || json['multi'] !== true || json['includeAll'] === true || isChosen) return;
    report({
      at: ['multi'],
      message: `${label} may be empty: it allows several choices, but does not offer All and has no value selected.`,
      hint: 'Add "includeAll": true, or a "current".',
    });
  },
};
