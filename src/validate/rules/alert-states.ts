import { scalar } from '../../folder/entities/scalars.ts';
import type { Rule } from '../rule.ts';

/** An alert rule says what an outage of its data source means. */
export const alertStates: Rule = {
  id: 'alert/states',
  severity: 'warning',
  description: 'An alert rule says with noDataState and execErrState what no data and a failed query mean.',
  why: 'Left out, a failed query counts as Alerting: an outage of the data source pages as a breach of every rule that asks it.',
  bad: 'condition: C\nfor: 5m',
  good: 'condition: C\nfor: 5m\nnoDataState: NoData\nexecErrState: Error',
  alert({ json, label }, report) {
    if (json['record'] !== undefined && json['record'] !== null) return;
    const missing = ['noDataState', 'execErrState'].filter((key) => scalar(json[key]) === undefined);
    if (missing.length > 0)
      report({
        message: `${label} leaves ${missing.join(' and ')} to Grafana${missing.includes('execErrState') ? ', so a failed query fires it like a breach' : ''}.`,
        hint: `Add ${missing.map((key) => `${key}: ${key === 'noDataState' ? 'NoData' : 'Error'}`).join(', ')}.`,
      });
  },
};
