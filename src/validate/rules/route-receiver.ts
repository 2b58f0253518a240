import { isUnknown } from '../../folder/loaded.ts';
import { missingReceiver } from '../../folder/lookups/receiver.ts';
import type { Rule } from '../rule.ts';

/** Every route of the notification policies names a contact point that exists. */
export const routeReceiver: Rule = {
  id: 'route/receiver',
  severity: 'error',
  description: 'Every route of the notification policies names a contact point that exists.',
  why: 'Grafana looks up every receiver of the tree when it loads the file, and refuses to start when one is missing. A nested route does not inherit a receiver: it needs its own. A contact point without receivers is never created.',
  bad: 'policies: [{receiver: team, routes: [{object_matchers: [[severity, "=", critical]]}]}]',
  good: 'policies: [{receiver: team, routes: [{receiver: pager, object_matchers: [[severity, "=", critical]]}]}]',
  route(route, report, context) {
    const { receiver, orgId } = route;
    if (receiver === undefined || receiver === '') {
      report({
        message: `${route.label} names no receiver, so Grafana refuses to start${route.parent ? ': a nested route does not inherit one' : ''}.`,
        hint: `Add receiver: ${route.parent?.receiver ?? 'and the name of a contact point'}.`,
      });
      return;
    }
    if (isUnknown(route, 'receiver')) return;
    const missing = missingReceiver(receiver, orgId, context);
    if (missing)
      report({
        at: ['receiver'],
        message: `${route.label} names the contact point "${receiver}", which is not provisioned here for org ${orgId}; without it Grafana refuses to start.`,
        ...missing,
      });
  },
};
