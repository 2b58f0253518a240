import { isObject, numberOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A query of an alert rule has a valid time range. */
export const alertTimeRange: Rule = {
  id: 'alert/time-range',
  severity: 'error',
  description: 'A query of an alert rule has a relativeTimeRange in whole seconds, in which from is earlier than to.',
  why: 'Grafana refuses to start with "invalid relative time range" when from is not larger than to, and when the range is missing. Expressions need none.',
  bad: 'relativeTimeRange: {from: 0, to: 600}',
  good: 'relativeTimeRange: {from: 600, to: 0}',
  alertQuery(query, report) {
    if (query.isExpression || query.datasourceUid === '') return;
    const range = query.json['relativeTimeRange'];
    if (range === undefined || range === null) {
      report({
        message: `${query.label} has no relativeTimeRange, so Grafana refuses to start.`,
        hint: 'Add relativeTimeRange: {from: 600, to: 0}.',
      });
      return;
    }
    if (!isObject(range)) return;
    const [from, to] = [numberOf(range['from'] ?? 0), numberOf(range['to'] ?? 0)];
    // The schema reports a value of another type.
    if (from === undefined || to === undefined || from > to) return;
    report({
      at: ['relativeTimeRange'],
      message: `${query.label} has the range from ${from} s ago to ${to} s ago, which is not valid, so Grafana refuses to start.`,
      hint: 'from is the older end: {from: 600, to: 0}.',
    });
  },
};
