import { prometheusDurationMs } from '../../grafana/durations.ts';
import { scalar } from '../../folder/entities/scalars.ts';
import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';

/** The durations of an alert rule are valid and not shorter than the interval of its group. */
export const alertFor: Rule = {
  id: 'alert/for',
  severity: 'error',
  description: 'for and keepFiringFor of an alert rule are durations, not shorter than the interval of its group.',
  why: 'Grafana refuses to start with a value that is not a duration. A rule is evaluated once per interval, so with a shorter `for` the alert still waits a whole interval.',
  bad: 'interval: 5m … for: 1m',
  good: 'interval: 1m … for: 5m',
  standsFor: ['pint: alerts/for'],
  alert(alert, report) {
    const { json, group, label } = alert;
    for (const key of ['for', 'keepFiringFor']) {
      const text = scalar(json[key]);
      if (text === undefined || text === '' || isUnknown(alert, key)) continue;
      const milliseconds = prometheusDurationMs(text);
      const interval = prometheusDurationMs(group.interval);
      if (milliseconds === undefined)
        report({
          at: [key],
          message: `${label} has ${key}: ${JSON.stringify(text)}, which is not a valid duration, so Grafana refuses to start.`,
          hint: 'Write whole numbers with units, such as 5m or 1h30m.',
        });
      else if (interval !== undefined && milliseconds > 0 && milliseconds < interval)
        report({
          at: [key],
          message: `${label} has ${key}: ${text}, but its group is evaluated every ${group.interval}, so it takes at least that long.`,
          hint: `Write ${group.interval} or more, or shorten the interval.`,
          severity: 'warning',
        });
    }
  },
};
