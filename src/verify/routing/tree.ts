import type { Labels } from '../labels.ts';
import { type Matcher, matchersText, matchesAll } from './matchers.ts';
import { containsTime, type TimeInterval } from './time-intervals.ts';

/** A route of a notification policy tree. */
export interface RouteNode {
  readonly receiver: string;
  readonly matchers: readonly Matcher[];
  /** Whether an alert that matched goes on to the next sibling route. */
  readonly continues: boolean;
  readonly muteTimings: readonly string[];
  readonly activeTimings: readonly string[];
  /** Labels by whose values its alerts are grouped into messages; `...` for all of them. */
  readonly groupBy: readonly string[];
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
  readonly routes: readonly RouteNode[];
}

/** Intervals of mute timings by name. */
export type Timings = ReadonlyMap<string, readonly TimeInterval[]>;

/** A route at which an alert ends up. */
export interface Arrival {
  readonly route: RouteNode;
  readonly receiver: string;
  /** Name of the mute timing that holds the message back, or of the active timing outside of which it is held back. */
  readonly mutedBy: string | undefined;
}

/**
 * The routes that handle an alert, as Alertmanager walks a tree: depth first, on to the next one only with `continue`.
 */
export function arrivals(root: RouteNode, labels: Labels, moment: number, timings: Timings): Arrival[] {
  const routes = matchesAll(root.matchers, labels) ? matchedRoutes(root, labels) : [];
  return routes.map((route) => ({ route, receiver: route.receiver, mutedBy: mutedBy(route, moment, timings) }));
}

/** Every route of a tree with its parents, outermost first. */
export function walk(
  root: RouteNode,
  above: readonly RouteNode[] = [],
): { readonly route: RouteNode; readonly above: readonly RouteNode[] }[] {
  return [{ route: root, above }, ...root.routes.flatMap((route) => walk(route, [...above, root]))];
}

/** `the root`, or `severity="critical", team="treasury" -> pf-pagerduty`. */
export function routeText(route: RouteNode, isRoot: boolean): string {
  const matchers = route.matchers.length > 0 ? matchersText(route.matchers) : 'every alert';
  return isRoot ? `the root -> ${route.receiver}` : `${matchers} -> ${route.receiver}`;
}

function matchedRoutes(route: RouteNode, labels: Labels): RouteNode[] {
  const found: RouteNode[] = [];
  for (const child of route.routes) {
    if (!matchesAll(child.matchers, labels)) continue;
    found.push(...matchedRoutes(child, labels));
    if (!child.continues) break;
  }
  return found.length > 0 ? found : [route];
}

/** Whether a route holds back its messages at a moment. */
export function isMutedAt(route: RouteNode, moment: number, timings: Timings): boolean {
  return mutedBy(route, moment, timings) !== undefined;
}

function mutedBy({ muteTimings, activeTimings }: RouteNode, moment: number, timings: Timings): string | undefined {
  const isWithin = (name: string) => (timings.get(name) ?? []).some((interval) => containsTime(interval, moment));
  const muting = muteTimings.find(isWithin);
  if (muting !== undefined) return muting;
  return activeTimings.length > 0 && !activeTimings.some(isWithin) ? activeTimings[0] : undefined;
}
