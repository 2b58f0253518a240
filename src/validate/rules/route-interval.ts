import { prometheusDurationMs } from '../../grafana/durations.ts';
import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';

/** The intervals of a route are valid durations above zero. */
export const routeInterval: Rule = {
  id: 'route/interval',
  severity: 'error',
  description:
    'group_wait, group_interval and repeat_interval of a route are durations; the two intervals are above zero.',
  why: 'Grafana refuses to start when the value has no unit, is not a duration, or is an interval of zero. A repeat_interval shorter than group_interval has no effect.',
  bad: 'repeat_interval: 4',
  good: 'repeat_interval: 4h',
  route(route, report) {
    const times = new Map<string, number>();
    for (const key of ['group_wait', 'group_interval', 'repeat_interval']) {
      const value = route.json[key];
      if (value === undefined || value === null || isUnknown(route, key)) continue;
      const milliseconds = typeof value === 'string' ? prometheusDurationMs(value) : undefined;
      if (milliseconds === undefined)
        report({
          at: [key],
          message: `${route.label} has ${key}: ${JSON.stringify(value)}, which is not a valid duration, so Grafana refuses to start.`,
          hint: 'Write a duration with a unit, such as "30s" or "4h".',
        });
      else if (milliseconds === 0 && key !== 'group_wait')
        report({
          at: [key],
          message: `${route.label} has ${key}: 0, so Grafana refuses to start.`,
          hint: 'Write a time above zero, such as 5m.',
        });
      else times.set(key, milliseconds);
    }
    const [group = 0, repeat = Infinity] = [times.get('group_interval'), times.get('repeat_interval')];
    if (repeat < group)
      report({
        at: ['repeat_interval'],
        message: `${route.label} has a repeat_interval shorter than its group_interval, so it repeats at group_interval.`,
        hint: 'Set repeat_interval to a multiple of group_interval.',
        severity: 'warning',
      });
  },
};
