import type { Route } from '../folder/folder.ts';
import { listOf } from '../folder/json.ts';
import type { Change, ObjectDiff } from './change.ts';
import { fromTo, leafChanges, shown } from './leaves.ts';
import { match } from './match.ts';

/** Members of a route that have sentences of their own, or say which route it is. */
const APART = new Set(['orgId', 'receiver', 'routes']);

/** What changed in the notification policy tree of each org. */
export function diffPolicies(before: readonly Route[], after: readonly Route[]): ObjectDiff[] {
  const { pairs, removed, added } = match(before, after, ({ orgId }) => `${orgId}`);
  return [
    ...removed.map((root) =>
      object(root, 'removed', [
        { id: 'policies/removed', text: 'the tree is no longer in the folder; Grafana keeps the one it has' },
      ]),
    ),
    ...added.map((root) =>
      object(root, 'added', [
        {
          id: 'policies/added',
          text: `a tree was added: it replaces the whole tree of the organisation, and its root tells ${shown(root.receiver)}`,
        },
      ]),
    ),
    ...pairs.flatMap((pair) => {
      const changes = routeChanges(pair.before, pair.after, '');
      return changes.length > 0 ? [object(pair.after, 'changed', changes)] : [];
    }),
  ];
}

function routeChanges(before: Route, after: Route, part: string): Change[] {
  const here = part === '' ? 'The root' : part;
  const { pairs, removed, added } = match(
    before.routes,
    after.routes,
    (route) => `${matchersOf(route)} -> ${route.receiver ?? ''}`,
    matchersOf,
  );
  return [
    ...(before.receiver === after.receiver
      ? []
      : [{ id: 'route/receiver', part: here, text: `receiver: ${fromTo(before.receiver, after.receiver)}` }]),
    ...leafChanges(before.json, after.json, APART).map(({ path, before: old, after: now }): Change => ({
      id: 'route/setting',
      part: here,
      text: `${path}: ${fromTo(old, now)}`,
    })),
    ...removed.map((route): Change => ({ id: 'route/removed', part: nameOf(route, part), text: 'removed' })),
    ...added.map((route): Change => ({ id: 'route/added', part: nameOf(route, part), text: 'added' })),
    ...(isReordered(
      before,
      pairs.map((pair) => pair.before),
    )
      ? [{ id: 'route/order', part: here, text: 'its routes are asked in another order' }]
      : []),
    ...pairs.flatMap((pair) => routeChanges(pair.before, pair.after, nameOf(pair.after, part))),
  ];
}

/** Pairs come in the order of now. */
function isReordered(parent: Route, kept: readonly Route[]): boolean {
  const places = kept.map((route) => parent.routes.indexOf(route));
  return places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0));
}

/** `Route severity=critical, team=treasury -> pf-email`, below the routes that lead there. */
function nameOf(route: Route, parent: string): string {
  return `${parent === '' ? 'Route ' : `${parent.replace(/ -> [^>]*$/, '')} / `}${matchersOf(route)} -> ${route.receiver ?? 'nobody'}`;
}

function matchersOf({ json }: Route): string {
  const parts = [
    ...listOf(json['object_matchers']).map((matcher) => listOf(matcher).map(String).join('')),
    ...listOf(json['matchers']).map(String),
    ...['match', 'match_re'].filter((key) => json[key] !== undefined).map((key) => shown(json[key])),
  ];
  return parts.length === 0 ? 'every alert' : parts.join(', ');
}

function object(root: Route, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff {
  return { kind: 'policies', label: 'Notification policies', identity: '', orgId: root.orgId, change, changes };
}
