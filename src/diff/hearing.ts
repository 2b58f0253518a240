import type { AlertRule, ProvisioningFolder, Route } from '../folder/folder.ts';
import { objectOf, textOf } from '../folder/json.ts';
import { matches, matchersOf } from '../verify/routing/matchers.ts';
import { type Delays, delaysOf, type Timings, timingsOf } from './delays.ts';

/** A contact point that an alert of a rule may be sent to, and how. */
export interface Delivery {
  readonly receiver: string;
  /** The route that sends it; undefined when the rule itself names the contact point. */
  readonly route: Route | undefined;
  /** Whether no route matches, so that it falls to the root. */
  readonly isFallback: boolean;
  readonly delays: Delays;
  readonly timings: Timings;
}

/**
 * Names of the labels that any rule sets: a rule that does not set one of them lacks it, while any other label may come
 * from the series.
 */
export type KnownLabels = ReadonlySet<string>;

/** The labels that the rules of folders set. */
export function knownLabels(...folders: readonly ProvisioningFolder[]): KnownLabels {
  return new Set(
    folders
      .flatMap(({ groups }) => groups)
      .flatMap(({ alerts }) => alerts)
      .flatMap(({ json }) => Object.keys(objectOf(json['labels']))),
  );
}

/**
 * The contact points that a rule's alerts are sent to; undefined when the folder does not provision the policies of its
 * org.
 */
export function deliveriesOf(
  rule: AlertRule,
  { policies }: ProvisioningFolder,
  known: KnownLabels,
): readonly Delivery[] | undefined {
  const settings = objectOf(rule.json['notification_settings']);
  const direct = textOf(settings['receiver']);
  if (direct !== undefined)
    return [
      {
        receiver: direct,
        route: undefined,
        isFallback: false,
        delays: delaysOf([settings]),
        timings: timingsOf(settings),
      },
    ];
  const root = policies.findLast(({ orgId }) => orgId === rule.group.orgId);
  if (root === undefined) return undefined;
  const labels = new Map([
    ...[...known].map((name) => [name, ''] as const),
    ...Object.entries(objectOf(rule.json['labels'])).map(([name, value]) => [name, String(value)] as const),
    ['alertname', rule.title],
    ['grafana_folder', rule.group.folder],
  ]);
  try {
    const routes = routesBelow(root, labels);
    return (routes.length > 0 ? routes : [root]).map((route) => delivery(route, routes.length === 0));
  } catch {
    // A matcher that Alertmanager rejects; the validator reports it.
    return undefined;
  }
}

/** The route and its parents, innermost first. */
export function lineage(route: Route): Route[] {
  return [route, ...(route.parent ? lineage(route.parent) : [])];
}

/** Whether a contact point of the folder has no receivers. */
export function isEmptyPoint(name: string, orgId: number, { contactPoints }: ProvisioningFolder): boolean {
  return (
    name === '' ||
    contactPoints.some((point) => point.orgId === orgId && point.name === name && point.receivers.length === 0)
  );
}

function delivery(route: Route, isFallback: boolean): Delivery {
  const around = lineage(route);
  return {
    receiver: around.find(({ receiver }) => receiver !== undefined && receiver !== '')?.receiver ?? '',
    route,
    isFallback,
    delays: delaysOf(around.map(({ json }) => json)),
    timings: timingsOf(route.json),
  };
}

/** Whether a label of the series matches is not known, so later routes are tried too. */
function routesBelow(route: Route, labels: ReadonlyMap<string, string>): Route[] {
  const found: Route[] = [];
  for (const child of route.routes) {
    const matchers = matchersOf(child.json);
    const isPossible = matchers.every(
      (matcher) => !labels.has(matcher.label) || matches(matcher, labels.get(matcher.label) ?? ''),
    );
    if (!isPossible) continue;
    const below = routesBelow(child, labels);
    found.push(...(below.length > 0 ? below : [child]));
    if (child.json['continue'] !== true && matchers.every(({ label }) => labels.has(label))) break;
  }
  return found;
}
