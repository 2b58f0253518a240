import type { ContactPoint, Receiver } from '../../folder/folder.ts';
import { type Labels, labelsKey } from '../labels.ts';
import { arrivals, isMutedAt, type RouteNode, type Timings } from '../routing/tree.ts';
import { alertOrder } from './alert-order.ts';
import type { SentAlert } from './sent-alerts.ts';

/** An alert in a message. */
export interface NotifiedAlert extends SentAlert {
  readonly isResolved: boolean;
}
/** A message to one receiver of a contact point; the time in milliseconds since the start of the test. */
export interface Notification {
  readonly time: number;
  readonly receiver: Receiver;
  readonly groupLabels: Labels;
  /** In the order in which the message names them. */
  readonly alerts: readonly NotifiedAlert[];
}
/** What the alerts of a rule are sent through. */
export interface Routing {
  readonly root: RouteNode;
  readonly timings: Timings;
  readonly contactPoints: readonly ContactPoint[];
  /** The moment that time 0 is, in milliseconds since 1970. */
  readonly start: number;
}

/** Alerts of a route with the same values of the labels it groups by. */
interface Group {
  readonly route: RouteNode;
  readonly labels: Labels;
  readonly alerts: Map<string, SentAlert>;
  /** When it looks at its alerts next. */
  next: number;
  /** Since when it is empty; undefined while it is not. */
  emptyAt: number | undefined;
}
/** What a receiver was last sent about a group. */
interface LogEntry {
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
  readonly time: number;
}

/** Alertmanager forgets empty groups this often: until then a new alert waits as long as one more of the group. */
const MAINTENANCE_MS = 30_000;

/**
 * The messages that go out until a time, as Grafana's Alertmanager sends them: alerts wait in groups, a group tells its
 * receivers what is new to them, and again what still fires.
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
      // Empty since it last looked: Alertmanager has forgotten it meanwhile.
      if (group.emptyAt === undefined) sent.push(...flush(key, group, routing, log));
      else groups.delete(key);
    }
  };
  for (const [time, alerts] of evaluations) {
    if (time > until) break;
    // What is due at the very time of an evaluation comes after it.
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
    // The earliest start counts for as long as the alert goes on.
    const startsAt =
      before && before.endsAt > alert.startsAt ? Math.min(before.startsAt, alert.startsAt) : alert.startsAt;
    group.alerts.set(alert.key, { ...alert, startsAt });
    group.emptyAt = undefined;
  }
}

/** A group's look at its alerts: messages to those who do not know yet, and the end of what is over. */
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

/** Whether a receiver hears something new: an alert, the end of one or of all, or again what still fires. */
function isNews(last: LogEntry | undefined, now: LogEntry, repeatMs: number, sendsResolved: boolean): boolean {
  if (!last) return now.firing.size > 0;
  if (![...now.firing].every((key) => last.firing.has(key))) return true;
  if (now.firing.size === 0) return last.firing.size > 0;
  if (sendsResolved && ![...now.resolved].every((key) => last.resolved.has(key))) return true;
  return last.time < now.time - repeatMs;
}

/** "..." stands for every label; a label that the alert lacks is left out. */
function groupLabels(labels: Labels, groupBy: readonly string[]): Labels {
  if (groupBy.includes('...')) return labels;
  return Object.fromEntries(
    groupBy.filter((name) => Object.hasOwn(labels, name)).map((name) => [name, labels[name] ?? '']),
  );
}

/** The way to a route through the tree. */
function routeKey(root: RouteNode, route: RouteNode): string {
  if (root === route) return '';
  for (const [index, child] of root.routes.entries()) {
    const below = routeKey(child, route);
    if (child === route || below !== '') return `/${index}${below}`;
  }
  return '';
}
