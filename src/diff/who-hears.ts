import type { AlertRule, ProvisioningFolder, Route } from '../folder/folder.ts';
import { objectOf, textOf } from '../folder/json.ts';
import { matches, matchersOf } from '../verify/routing/matchers.ts';

/** Contact points that an alert of a rule may be sent to. */
export interface Hearing {
  readonly names: readonly string[];
  /** No route is for it: only the root's receiver hears. */
  readonly isFallback: boolean;
  /** None of the contact points has a receiver. */
  readonly isNobody: boolean;
}

/** Who hears of a rule; undefined when the folder leaves the policies of its org alone or they cannot be read. */
export function whoHears(rule: AlertRule, folder: ProvisioningFolder): Hearing | undefined {
  const { orgId, folder: title } = rule.group;
  const direct = textOf(objectOf(rule.json['notification_settings'])['receiver']);
  if (direct !== undefined) return hearing([direct], false, orgId, folder);
  const root = folder.policies.find((policy) => policy.orgId === orgId);
  if (root === undefined) return undefined;
  // A label that no rule sets comes from the series: its value is not known here.
  const labels = new Map([
    ...folder.groups
      .flatMap(({ alerts }) => alerts)
      .flatMap((other) => Object.keys(objectOf(other.json['labels'])))
      .map((name) => [name, ''] as const),
    ...Object.entries(objectOf(rule.json['labels'])).map(([name, value]) => [name, String(value)] as const),
    ['alertname', rule.title],
    ['grafana_folder', title],
  ]);
  try {
    const found = receiversBelow(root, labels);
    return hearing(found.length > 0 ? found : [root.receiver ?? ''], found.length === 0, orgId, folder);
  } catch {
    // A matcher that Alertmanager refuses: the validator names it.
    return undefined;
  }
}

function hearing(names: readonly string[], isFallback: boolean, orgId: number, folder: ProvisioningFolder): Hearing {
  const isEmpty = (name: string) =>
    name === '' ||
    folder.contactPoints.some((point) => point.orgId === orgId && point.name === name && point.receivers.length === 0);
  return { names: [...new Set(names)], isFallback, isNobody: names.every(isEmpty) };
}

/** A label of the series may or may not match, so the next routes are asked too. */
function receiversBelow(route: Route, labels: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const child of route.routes) {
    const matchers = matchersOf(child.json);
    const isPossible = matchers.every(
      (matcher) => !labels.has(matcher.label) || matches(matcher, labels.get(matcher.label) ?? ''),
    );
    if (!isPossible) continue;
    const below = receiversBelow(child, labels);
    found.push(...(below.length > 0 ? below : [child.receiver ?? route.receiver ?? '']));
    if (child.json['continue'] !== true && matchers.every(({ label }) => labels.has(label))) break;
  }
  return found;
}
