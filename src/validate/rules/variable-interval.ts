import { textOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A duration, or several in a row, as Prometheus, Loki and InfluxDB accept them. */
const LENGTH = /^(?:\d+(?:ms|[smhdwMy]))+$/;

/** An interval variable offers valid durations. */
export const variableInterval: Rule = {
  id: 'variable/interval',
  severity: 'warning',
  description: 'The steps of an interval variable are durations, such as 30s, 5m or 1h.',
  why: 'Grafana offers every value as a choice and puts it into queries as it is written. If somebody chooses a value without a unit, or with a spelled-out unit, every query that uses the variable fails.',
  bad: '{"name": "step", "type": "interval", "query": "1m,5 min,1hour"}',
  good: '{"name": "step", "type": "interval", "query": "1m,5m,1h"}',
  variable({ type, json, label }, report) {
    const query = textOf(json['query']) ?? '';
    if (type !== 'interval' || query.includes('$')) return;
    for (const { step, offset } of stepsOf(query))
      if (step !== '' && step !== 'auto' && !LENGTH.test(step))
        report({
          at: ['query'],
          within: { offset, length: step.length },
          message: `${label} offers "${step}", which is not a valid duration.`,
          hint: 'Write a number and one of the units ms, s, m, h, d, w, M and y, such as 5m.',
        });
    const least = textOf(json['auto_min']);
    if (json['auto'] === true && least !== undefined && least !== '' && !LENGTH.test(least))
      report({
        at: ['auto_min'],
        message: `${label} has "${least}" as its minimum step, which is not a valid duration, so the choice auto fails.`,
        hint: 'Write a number and a unit, such as 10s.',
      });
  },
};

/** The steps as Grafana splits them: quoted strings, or else single words. */
function stepsOf(query: string): { step: string; offset: number }[] {
  return [...query.matchAll(/(["'])(.*?)\1|\w+(?:\.\w+)*/g)].map(({ 0: whole, 2: quoted, index }) => ({
    step: quoted ?? whole,
    offset: quoted === undefined ? index : index + 1,
  }));
}
