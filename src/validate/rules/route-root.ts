import { listOf, objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** The root of the notification policies has no matchers and no times, because it takes every alert. */
export const routeRoot: Rule = {
  id: 'route/root',
  severity: 'error',
  description: 'The root of the notification policies has no matchers and no times.',
  why: 'Every alert that matches no other route ends at the root. So Grafana refuses to start when the root is muted or has matchers.',
  bad: 'policies: [{receiver: team, object_matchers: [[team, "=", a]]}]',
  good: 'policies: [{receiver: team, routes: [{receiver: a, object_matchers: [[team, "=", a]]}]}]',
  route(route, report) {
    if (route.parent) return;
    for (const key of [
      'object_matchers',
      'matchers',
      'match',
      'match_re',
      'mute_time_intervals',
      'active_time_intervals',
    ]) {
      const value = route.json[key];
      if (listOf(value).length + Object.keys(objectOf(value)).length === 0) continue;
      report({
        at: [key],
        part: 'key',
        message: `The root of the notification policies has ${key}, so Grafana refuses to start.`,
        hint: 'Move it to a route below the root.',
      });
    }
  },
};
