import { listOf } from '../../folder/json.ts';
import { isUnknown } from '../../folder/loaded.ts';
import { missingMuteTiming } from '../../folder/lookups/mute-timing.ts';
import type { Rule } from '../rule.ts';

/** The mute timings that a route names exist. */
export const routeMuteTiming: Rule = {
  id: 'route/mute-timing',
  severity: 'error',
  description: 'The mute timings that a route of the notification policies names exist in its org.',
  why: 'Grafana looks them up when it loads the file, and refuses to start when one is missing.',
  bad: 'routes: [{receiver: pager, mute_time_intervals: [weekends], …}]\nmuteTimes: [{name: weekend, …}]',
  good: 'routes: [{receiver: pager, mute_time_intervals: [weekend], …}]\nmuteTimes: [{name: weekend, …}]',
  route(route, report, { folder }) {
    for (const key of ['mute_time_intervals', 'active_time_intervals']) {
      for (const [index, name] of listOf(route.json[key]).entries()) {
        const isName = typeof name === 'string' && !isUnknown(route, key, index);
        const missing = isName ? missingMuteTiming(name, route.orgId, folder) : undefined;
        if (missing)
          report({
            at: [key, index],
            message: `${route.label} names the mute timing "${String(name)}", which is not provisioned here for org ${route.orgId}; without it Grafana refuses to start.`,
            ...missing,
          });
      }
    }
  },
};
