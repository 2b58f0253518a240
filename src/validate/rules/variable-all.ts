import { listOf, objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

const ALL = '$__all';
/** Variable types with the option All. */
const OFFER_ALL = new Set(['query', 'custom', 'datasource']);

/** A variable that is saved with All selected offers All. */
export const variableAll: Rule = {
  id: 'variable/all',
  severity: 'warning',
  description: 'A variable that is saved with All selected offers All.',
  why: 'Grafana does not find that choice and uses the first one: the dashboard opens with one value instead of all.',
  bad: '{"name": "job", "type": "query", "current": {"text": "All", "value": "$__all"}}',
  good: '{"name": "job", "type": "query", "includeAll": true, "current": {"text": "All", "value": "$__all"}}',
  variable({ type, json, label }, report) {
    if (!OFFER_ALL.has(type) || json['includeAll'] === true) return;
    const { value } = objectOf(json['current']);
    if (value !== ALL && !listOf(value).includes(ALL)) return;
    report({
      at: ['current'],
      message: `${label} is saved with All selected but does not offer All, so the dashboard opens with the first value.`,
      hint: 'Write "includeAll": true, or choose a value.',
    });
  },
};
