import { scalar } from '../../folder/entities/scalars.ts';
import type { Rule } from '../rule.ts';

/** An alert rule sets the states for no data and for a failed query. */
export const alertStates: Rule = {
  id: 'alert/states',
  severity: 'warning',
  description: 'An alert rule sets noDataState and execErrState, which say what no data and a failed query mean.',
  why: 'By default a failed query counts as Alerting: an outage of the data source fires every rule that queries it.',
  bad: 'condition: C\nfor: 5m',
  good: 'condition: C\nfor: 5m\nnoDataState: NoData\nexecErrState: Error',
  alert({ json, label }, report) {
    if (json['record'] !== undefined && json['record'] !== null) return;
    const missing = ['noDataState', 'execErrState'].filter((key) => scalar(json[key]) === undefined);
    if (missing.length > 0)
      report({
        message: `${label} does not set ${missing.join(' and ')}${missing.includes('execErrState') ? ', so it fires when its query fails' : ''}.`,
        hint: `Add ${missing.map((key) => `${key}: ${key === 'noDataState' ? 'NoData' : 'Error'}`).join(', ')}.`,
      });
  },
};
