import type { ContactPoint, Receiver } from '../../folder/folder.ts';
import { type Labels, labelsKey } from '../labels.ts';
import { arrivals, isMutedAt, type RouteNode, type Timings } from '../routing/tree.ts';
import { alertOrder } from './alert-order.ts';
import type { SentAlert } from './sent-alerts.ts';

/** An alert in a message. */
export interface NotifiedAlert extends SentAlert {
  readonly isResolved: boolean;
}
/** A message to one receiver of a contact point; the time is in milliseconds since the start of the test. */
export interface Notification {
  readonly time: number;
  readonly receiver: Receiver;
  readonly groupLabels: Labels;
  /** In the order of the message. */
  readonly alerts: readonly NotifiedAlert[];
}
/** The policies and contact points that the alerts of a rule go through. */
export interface Routing {
  readonly root: RouteNode;
  readonly timings: Timings;
  readonly contactPoints: readonly ContactPoint[];
  /** The moment of time 0, in milliseconds since 1970. */
  readonly start: number;
}

/** The alerts of a route with equal values of the labels that it groups by. */
interface Group {
  readonly route: RouteNode;
  readonly labels: Labels;
  readonly alerts: Map<string, SentAlert>;
  /** The time of its next flush. */
  next: number;
  /** The time since which it is empty; undefined while it is not. */
  emptyAt: number | undefined;
}
/** What a receiver was last notified of, for one group. */
interface LogEntry {
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
  readonly time: number;
}

/**
 * How often Alertmanager deletes empty groups: until then, a new alert waits like another alert of the existing group.
 */
const MAINTENANCE_MS = 30_000;

/**
 * The messages sent until a time, as Grafana's Alertmanager sends them: alerts are collected in groups, and a group
 * notifies its receivers of what is new and, again, of what is still firing.
 */
export function notifications(
  evaluations: ReadonlyMap<number, readonly SentAlert[]>,
  routing: Routing,
  until: number,
): Notification[] {
  const groups = new Map<string, Group>();
  const log = new Map<string, LogEntry>();
  const sent: Notification[] = [];
  const flushUntil = (time: number): void => {
    for (;;) {
      const [due] = [...groups]
        .filter(([, { next }]) => next <= time)
        .sort(([, left], [, right]) => left.next - right.next);
      if (!due) return;
      const [key, group] = due;
      // Empty since its last flush, so Alertmanager has deleted it meanwhile.
      if (group.emptyAt === undefined) sent.push(...flush(key, group, routing, log));
      else groups.delete(key);
    }
  };
  for (const [time, alerts] of evaluations) {
    if (time > until) break;
    // A flush due exactly at an evaluation comes after it.
    flushUntil(time - 1);
    for (const alert of alerts) receive(alert, time, routing, groups);
  }
  flushUntil(until);
  return sent;
}

function receive(alert: SentAlert, now: number, { root, timings, start }: Routing, groups: Map<string, Group>): void {
  for (const [index, { route }] of arrivals(root, alert.labels, start + now, timings).entries()) {
    const labels = groupLabels(alert.labels, route.groupBy);
    const key = `${index} ${routeKey(root, route)} ${labelsKey(labels)}`;
    const known = groups.get(key);
    const isForgotten =
      known?.emptyAt !== undefined && Math.floor(now / MAINTENANCE_MS) > Math.floor(known.emptyAt / MAINTENANCE_MS);
    const isResolved = alert.endsAt <= now;
    if (isResolved && (!known || isForgotten)) continue;
    const group: Group =
      known && !isForgotten
        ? known
        : { route, labels, alerts: new Map(), next: now + route.groupWaitMs, emptyAt: undefined };
    groups.set(key, group);
    const before = group.alerts.get(alert.key);
    // The earliest start counts while the alert goes on.
    const startsAt =
      before && before.endsAt > alert.startsAt ? Math.min(before.startsAt, alert.startsAt) : alert.startsAt;
    group.alerts.set(alert.key, { ...alert, startsAt });
    group.emptyAt = undefined;
  }
}

/** Flushes a group: sends messages to receivers with news, and removes resolved alerts. */
function flush(key: string, group: Group, routing: Routing, log: Map<string, LogEntry>): Notification[] {
  const now = group.next;
  const { route } = group;
  const alerts = [...group.alerts.values()]
    .map((alert): NotifiedAlert => ({ ...alert, isResolved: alert.endsAt <= now }))
    .sort((left, right) => alertOrder(left.labels, right.labels));
  const point = routing.contactPoints.find(({ name }) => name === route.receiver);
  const isMuted = isMutedAt(route, routing.start + now, routing.timings);
  const sent = (isMuted ? [] : (point?.receivers ?? [])).flatMap((receiver, index) =>
    told(`${key} ${index}`, receiver, { now, alerts, group, log }),
  );
  for (const alert of alerts) if (alert.isResolved) group.alerts.delete(alert.key);
  group.next = now + route.groupIntervalMs;
  if (group.alerts.size === 0) group.emptyAt = now;
  return sent;
}

function told(
  key: string,
  receiver: Receiver,
  {
    now,
    alerts,
    group,
    log,
  }: { now: number; alerts: readonly NotifiedAlert[]; group: Group; log: Map<string, LogEntry> },
): Notification[] {
  const sendsResolved = receiver.json['disableResolveMessage'] !== true;
  const keys = (isResolved: boolean) =>
    new Set(alerts.filter((alert) => alert.isResolved === isResolved).map((alert) => alert.key));
  const entry: LogEntry = { firing: keys(false), resolved: keys(true), time: now };
  if (!isNews(log.get(key), entry, group.route.repeatIntervalMs, sendsResolved)) return [];
  log.set(key, entry);
  const named = sendsResolved ? alerts : alerts.filter(({ isResolved }) => !isResolved);
  return named.length > 0 ? [{ time: now, receiver, groupLabels: group.labels, alerts: named }] : [];
}

/**
 * Whether there is news for a receiver: a new alert, a resolved one, all of them resolved, or a reminder that is due.
 */
function isNews(last: LogEntry | undefined, now: LogEntry, repeatMs: number, sendsResolved: boolean): boolean {
  if (!last) return now.firing.size > 0;
  if (![...now.firing].every((key) => last.firing.has(key))) return true;
  if (now.firing.size === 0) return last.firing.size > 0;
  if (sendsResolved && ![...now.resolved].every((key) => last.resolved.has(key))) return true;
  return last.time < now.time - repeatMs;
}

/** `...` stands for every label; labels that the alert lacks are left out. */
function groupLabels(labels: Labels, groupBy: readonly string[]): Labels {
  if (groupBy.includes('...')) return labels;
  return Object.fromEntries(
    groupBy.filter((name) => Object.hasOwn(labels, name)).map((name) => [name, labels[name] ?? '']),
  );
}

/** The path to a route in the tree. */
function routeKey(root: RouteNode, route: RouteNode): string {
  if (root === route) return '';
  for (const [index, child] of root.routes.entries()) {
    const below = routeKey(child, route);
    if (child === route || below !== '') return `/${index}${below}`;
  }
  return '';
}
