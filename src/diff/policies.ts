import { withRoutes } from '../folder/entities/alerting.ts';
import type { Route } from '../folder/folder.ts';
import { listOf, objectOf } from '../folder/json.ts';
import { type Change, type ObjectDiff, type Risk, risksOf } from './change.ts';
import { delayNames, delaysOf, heldBack, longer, timingsOf } from './delays.ts';
import { lineage } from './hearing.ts';
import { type HearingChanges, type Loss, lossRisk } from './hearing-changes.ts';
import { fromTo, leafChanges, shown } from './leaves.ts';
import { match } from './match.ts';
import { lineOf } from './place.ts';

/** Keys of a route that are reported separately. */
const APART = new Set(['orgId', 'receiver', 'routes', 'object_matchers', 'matchers', 'match', 'match_re']);

/** What changed in the notification policy tree of each org, and who is no longer notified because of it. */
export function diffPolicies(
  before: readonly Route[],
  after: readonly Route[],
  { losses, usedRoutes }: Pick<HearingChanges, 'losses' | 'usedRoutes'>,
): ObjectDiff[] {
  const { pairs, removed, added } = match(before, after, ({ orgId }) => `${orgId}`);
  return [
    ...removed.map((root) =>
      object(root, 'removed', [
        { id: 'policies/removed', text: 'the tree is no longer in the folder; Grafana keeps the one it has' },
      ]),
    ),
    ...added.map((root) => object(root, 'added', [addedTree(root)])),
    ...pairs.flatMap((pair) => {
      const own = losses.filter((loss) => loss.orgId === pair.after.orgId && loss.route !== undefined);
      const told = new Set<Loss>();
      const changes = routeChanges(pair.before, pair.after, '', { tree: pair.after, losses: own, usedRoutes, told });
      const rest = elsewhere(own.filter((loss) => !told.has(loss)));
      return changes.length + rest.length > 0 ? [object(pair.after, 'changed', [...changes, ...rest])] : [];
    }),
  ];
}

function addedTree(root: Route): Change {
  return {
    id: 'policies/added',
    text: `a tree was added: it replaces the whole tree of the organisation, and its root sends to ${shown(root.receiver)}`,
    risks: [{ id: 'not-told', message: 'Routes that the running Grafana has but this tree lacks are lost.' }],
  };
}

/** Losses that no changed route accounts for: another route takes the alerts now. */
function elsewhere(losses: readonly Loss[]): Change[] {
  return [...new Set(losses.map(({ receiver }) => receiver))].map((receiver) => ({
    id: 'policies/hearing',
    text: `other routes take alerts that used to go to ${receiver}`,
    risks: [lossRisk(losses.filter((loss) => loss.receiver === receiver))],
  }));
}

interface Around {
  /** The new tree. */
  readonly tree: Route;
  readonly losses: readonly Loss[];
  readonly usedRoutes: ReadonlySet<Route>;
  /** Losses already reported; each is reported once. */
  readonly told: Set<Loss>;
}

function routeChanges(before: Route, after: Route, part: string, around: Around): Change[] {
  const here = part === '' ? 'The root' : part;
  const { pairs, removed, added } = match(
    before.routes,
    after.routes,
    (route) => `${matchersOf(route)} -> ${route.receiver ?? ''}`,
    matchersOf,
    ({ receiver }) => receiver,
  );
  return [
    ...receiverChange(before, after, here, around),
    ...matchersChange(before, after, here, around),
    ...settingChanges(before, after, here),
    ...removed.map((route): Change => ({
      id: 'route/removed',
      part: nameOf(route, part),
      text: 'removed',
      ...risksOf(withRoutes(route).flatMap((one) => lossRisks(one, around))),
    })),
    ...added.map((route): Change => ({ id: 'route/added', part: nameOf(route, part), text: 'added' })),
    ...(isReordered(
      before,
      pairs.map((pair) => pair.before),
    )
      ? [{ id: 'route/order', part: here, text: 'its routes are evaluated in another order' }]
      : []),
    ...pairs.flatMap((pair) => routeChanges(pair.before, pair.after, nameOf(pair.after, part), around)),
  ];
}

function receiverChange(before: Route, after: Route, part: string, around: Around): Change[] {
  if (before.receiver === after.receiver) return [];
  const text = `receiver: ${fromTo(before.receiver, after.receiver)}`;
  return [{ id: 'route/receiver', part, text, ...risksOf(lossRisks(before, around)) }];
}

function matchersChange(before: Route, after: Route, part: string, around: Around): Change[] {
  if (matchersOf(before) === matchersOf(after)) return [];
  const text = `matchers: ${fromTo(matchersOf(before), matchersOf(after))}`;
  return [{ id: 'route/matchers', part, text, ...risksOf(lossRisks(before, around)) }];
}

/**
 * The risk of losing a route: for the rules whose alerts it delivered or, if it delivered for no known rule, by its
 * matchers.
 */
function lossRisks(route: Route, { tree, losses, usedRoutes, told }: Around): Risk[] {
  const own = losses.filter((loss) => loss.route === route && !told.has(loss));
  for (const loss of own) told.add(loss);
  if (own.length > 0) return [lossRisk(own)];
  const receiver = route.receiver ?? '';
  const isElsewhere = withRoutes(tree).some(
    (other) => other.receiver === receiver && matchersOf(other) === matchersOf(route),
  );
  if (usedRoutes.has(route) || receiver === '' || isElsewhere || isParentOfUsed(route, usedRoutes)) return [];
  return [{ id: 'not-told', message: `${receiver} no longer gets alerts with ${matchersOf(route)}.` }];
}

/** Whether a route or one below it delivers alerts of the rules. */
function isParentOfUsed(route: Route, usedRoutes: ReadonlySet<Route>): boolean {
  return withRoutes(route).some((below) => usedRoutes.has(below));
}

function settingChanges(before: Route, after: Route, part: string): Change[] {
  return leafChanges(before.json, after.json, APART).map(({ path, before: old, after: now }): Change => ({
    id: 'route/setting',
    part,
    text: `${path}: ${fromTo(old, now)}`,
    ...risksOf(settingRisks(path, before, after)),
  }));
}

function settingRisks(path: string, before: Route, after: Route): Risk[] {
  return lateness(path, before, after).map((sentence): Risk => ({ id: 'told-later', message: `${sentence}.` }));
}

function lateness(path: string, before: Route, after: Route): string[] {
  const name = delayNames.find((delay) => delay === path);
  if (name) {
    const delays = (route: Route) => delaysOf(lineage(route).map(({ json }) => json));
    return longer(delays(before), { ...delays(before), [name]: delays(after)[name] });
  }
  if (path === 'mute_time_intervals')
    return heldBack(timingsOf(before.json), { ...timingsOf(after.json), actives: timingsOf(before.json).actives });
  if (path === 'active_time_intervals')
    return heldBack(timingsOf(before.json), { ...timingsOf(after.json), mutes: timingsOf(before.json).mutes });
  return path === 'group_by' && isCoarser(listOf(before.json[path]), listOf(after.json[path]))
    ? ['Alerts that had separate messages now share one: a new alert waits for the next message of the group']
    : [];
}

/** `...` groups by all labels, so it is the finest grouping. */
function isCoarser(before: readonly unknown[], after: readonly unknown[]): boolean {
  return !after.includes('...') && before.some((label) => !after.includes(label));
}

/** Whether the kept routes have a new order; `kept` is in the new order. */
function isReordered(parent: Route, kept: readonly Route[]): boolean {
  const places = kept.map((route) => parent.routes.indexOf(route));
  return places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0));
}

/** `Route severity=critical, team=treasury -> pf-email`, after the routes that lead to it. */
function nameOf(route: Route, parent: string): string {
  return `${parent === '' ? 'Route ' : `${parent.replace(/ -> [^>]*$/, '')} / `}${matchersOf(route)} -> ${route.receiver ?? 'nobody'}`;
}

function matchersOf({ json }: Route): string {
  const parts = [
    ...listOf(json['object_matchers']).map((matcher) => listOf(matcher).map(String).join('')),
    ...listOf(json['matchers']).map(String),
    ...Object.entries(objectOf(json['match'])).map(([name, value]) => `${name}=${String(value)}`),
    ...Object.entries(objectOf(json['match_re'])).map(([name, value]) => `${name}=~${String(value)}`),
  ];
  return parts.length === 0 ? 'every alert' : parts.join(', ');
}

function object(root: Route, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff {
  return {
    kind: 'policies',
    label: 'Notification policies',
    identity: '',
    orgId: root.orgId,
    at: lineOf(root),
    change,
    changes,
  };
}
