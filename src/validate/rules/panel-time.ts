import { isStep, isTimeExpression } from '../../grafana/date-math.ts';
import { textOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** Grafana can read the time range and the minimum step of a panel. */
export const panelTime: Rule = {
  id: 'panel/time',
  severity: 'error',
  description: 'Grafana can read the relative time, the time shift and the minimum step of a panel.',
  why: 'For a time that it cannot read, Grafana shows "invalid time override" and uses the range of the dashboard; a minimum step that it cannot read makes the queries fail.',
  bad: '"timeFrom": "6hours"',
  good: '"timeFrom": "6h"',
  panel({ json, label }, report) {
    for (const key of ['timeFrom', 'timeShift']) {
      const text = textOf(json[key])?.trim();
      if (
        !text ||
        text.includes('$') ||
        isTimeExpression(text) ||
        isTimeExpression(`now-${text}`) ||
        isTimeExpression(`now${text}`)
      )
        continue;
      report({
        at: [key],
        message: `${label} has "${text}" as ${key}, which Grafana cannot read, so the panel uses the range of the dashboard.`,
        hint: 'Write a number and a unit, such as 6h or 1d/d. The units are s, m, h, d, w, M, Q and y.',
      });
    }
    const least = textOf(json['interval'])?.trim().replace(/^>/, '');
    if (least && !least.includes('$') && !isStep(least) && !/^\d+(?:\.\d+)?$/.test(least))
      report({
        at: ['interval'],
        message: `${label} has "${least}" as its minimum step, which Grafana cannot read, so its queries fail.`,
        hint: 'Write a number and a unit, such as 30s or 1m.',
      });
  },
};
