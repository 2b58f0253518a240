import type { Labels } from '../labels.ts';
import { type Matcher, matches, matchesAll } from './matchers.ts';
import { type RouteNode, walk } from './tree.ts';

/**
 * A route that no alert can reach, and the earlier route that takes its alerts; undefined when its own matchers
 * contradict each other.
 */
export interface Unreachable {
  readonly route: RouteNode;
  readonly takenBy: RouteNode | undefined;
}

/**
 * Routes that no set of labels reaches. Where the matchers alone do not decide, as with two overlapping regular
 * expressions, a route counts as reachable.
 */
export function unreachableRoutes(root: RouteNode): Unreachable[] {
  return walk(root).flatMap(({ route, above }): Unreachable[] => {
    const parent = above.at(-1);
    if (!parent) return [];
    const matchers = [...above.flatMap((one) => one.matchers), ...route.matchers];
    if (contradict(matchers)) return [{ route, takenBy: undefined }];
    const before = parent.routes.slice(0, parent.routes.indexOf(route));
    const takenBy = before.find(
      (sibling) => !sibling.continues && sibling.matchers.every((matcher) => isImplied(matcher, matchers)),
    );
    return takenBy ? [{ route, takenBy }] : [];
  });
}

/** Receivers at which some alert can end up. */
export function reachableReceivers(root: RouteNode): Set<string> {
  const unreachable = new Set(unreachableRoutes(root).map(({ route }) => route));
  const dead = (route: RouteNode, above: readonly RouteNode[]) => [...above, route].some((one) => unreachable.has(one));
  const ends = walk(root).filter(
    ({ route, above }) =>
      !dead(route, above) &&
      !route.routes.some((child) => child.matchers.every((matcher) => isImplied(matcher, route.matchers))),
  );
  return new Set(ends.map(({ route }) => route.receiver));
}

/** Whether an alert ends up only at the root, with these labels and perhaps others whose names are in `unknown`. */
export function fallsThrough(root: RouteNode, labels: Labels, unknown: ReadonlySet<string>): boolean {
  return !root.routes.some((route) =>
    matchesAll(
      route.matchers.filter(({ label }) => !unknown.has(label)),
      labels,
    ),
  );
}

function isImplied(matcher: Matcher, given: readonly Matcher[]): boolean {
  // A matcher that any value and even a missing label meets adds nothing.
  if (matcher.operator === '=~' && matcher.value === '.*') return true;
  return given.some(
    (other) =>
      other.label === matcher.label &&
      (isSame(other, matcher) || (other.operator === '=' && matches(matcher, other.value))),
  );
}

function contradict(matchers: readonly Matcher[]): boolean {
  return matchers.some(
    (one) => one.operator === '=' && matchers.some((other) => other.label === one.label && !matches(other, one.value)),
  );
}

function isSame(one: Matcher, other: Matcher): boolean {
  return one.label === other.label && one.operator === other.operator && one.value === other.value;
}
