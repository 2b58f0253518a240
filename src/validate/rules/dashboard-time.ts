import { isStep, isTimeExpression, isTimeZone } from '../../grafana/date-math.ts';
import { isObject, listOf, objectOf, textOf } from '../../folder/json.ts';
import type { Report, Rule } from '../rule.ts';

const WEEK_STARTS = new Set(['', 'browser', 'saturday', 'sunday', 'monday']);

/** Grafana can read the time range, time zone and refresh of a dashboard. */
export const dashboardTime: Rule = {
  id: 'dashboard/time',
  severity: 'error',
  description: 'Grafana can read the time range, refresh, time zone and start of the week of a dashboard.',
  why: 'With a range that it cannot read, every panel shows an error. With an unknown refresh the dashboard never refreshes, with an unknown time zone it shows UTC, and with an unknown start of the week it uses the setting of the viewer: a dashboard on a wall screen is not updated, or shows the wrong hours.',
  bad: '"time": {"from": "now-6hours", "to": "now"}',
  good: '"time": {"from": "now-6h", "to": "now"}',
  dashboard({ json, label }, report) {
    const { time, timezone, refresh, weekStart, timepicker } = json;
    for (const end of ['from', 'to']) {
      const text = textOf(objectOf(time)[end]);
      if (isObject(time) && text !== undefined && text !== '' && !text.includes('$') && !isTimeExpression(text))
        report({
          at: ['time', end],
          message: `${label} begins with the time range ${end} "${text}", which Grafana cannot read, so its panels show an error.`,
          hint: 'Write now, now-6h, now/d, or a moment such as 2026-01-31T08:00:00Z. The units are s, m, h, d, w, M, Q and y.',
        });
    }
    if (typeof timezone === 'string' && !isTimeZone(timezone))
      report({
        at: ['timezone'],
        severity: 'warning',
        message: `${label} has the time zone "${timezone}", which the IANA database does not have, so Grafana shows UTC.`,
        hint: 'Write browser, utc, or a name such as Europe/Berlin.',
      });
    if (typeof weekStart === 'string' && !WEEK_STARTS.has(weekStart))
      report({
        at: ['weekStart'],
        severity: 'warning',
        message: `${label} lets weeks start on "${weekStart}", which Grafana does not know, so it uses the setting of the viewer.`,
        hint: 'Write saturday, sunday or monday in lower case.',
      });
    checkRefresh(label, refresh, timepicker, report);
  },
};

function checkRefresh(label: string, refresh: unknown, timepicker: unknown, report: Report): void {
  if (typeof refresh === 'string' && !['', 'auto', 'off'].includes(refresh) && !isStep(refresh))
    report({
      at: ['refresh'],
      severity: 'warning',
      message: `${label} refreshes every "${refresh}", which is not a valid duration, so it does not refresh automatically.`,
      hint: 'Write a number and a unit, such as 30s or 5m.',
    });
  for (const [index, interval] of listOf(objectOf(timepicker)['refresh_intervals']).entries())
    if (typeof interval === 'string' && interval !== '' && interval !== 'auto' && !isStep(interval))
      report({
        at: ['timepicker', 'refresh_intervals', index],
        severity: 'warning',
        message: `${label} offers to refresh every "${interval}", which is not a valid duration.`,
        hint: 'Write a number and a unit, such as 30s or 5m.',
      });
}
