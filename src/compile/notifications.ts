import type { FileValue, NotificationSpec } from '../define/definitions.ts';
import type { PackRoute } from '../define/pack.ts';
import type { ProjectAlerting } from '../define/project.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import { type Settings, uid } from '../define/settings.ts';

type Route = Readonly<Record<string, FileValue | undefined>>;

/** What a project says of who is told, as Grafana's alerting files have it, with the routes that its packs need. */
export function projectNotifications(
  alerting: ProjectAlerting,
  settings: Settings,
  ofPacks: readonly PackRoute[] = [],
): NotificationSpec {
  const { receivers = {}, policies, routes, muteTimings = {}, templates = {} } = alerting;
  const policy = policies ?? (routes === undefined ? undefined : routeTree(routes, settings));
  const withoutEnds = new Set(
    ofPacks.filter(({ hearsOfEnds }) => hearsOfEnds === false).map(({ receiver }) => receiver),
  );
  return {
    contactPoints: Object.entries(receivers).map(([name, places]) => ({
      name,
      receivers: placesOf(places).map((place, index) =>
        receiverEntry(
          withoutEnds.has(name) ? { ...place, disableResolveMessage: true } : place,
          `${name}${index === 0 ? '' : `-${index + 1}`}`,
          settings,
        ),
      ),
    })),
    ...(policy ? { policy: withRoutes(policy, ofPacks) } : {}),
    muteTimes: Object.entries(muteTimings).map(([name, time_intervals]) => ({ name, time_intervals })),
    templates: Object.entries(templates).map(([name, template]) => ({ name, template })),
  };
}

/**
 * The routes of packs, and then the project's own tree as it is. What a route takes, the receiver around it does not
 * get, even where the route goes on: so the tree becomes a route for everything beside them.
 */
function withRoutes(policy: Route, ofPacks: readonly PackRoute[]): Route {
  if (ofPacks.length === 0) return policy;
  const { receiver, routes, ...rest } = policy;
  const own = { receiver, ...(routes === undefined ? {} : { routes }) };
  return {
    receiver,
    ...rest,
    routes: [...ofPacks.map(({ receiver: name, route }) => ({ receiver: name, ...route })), own],
  };
}

function placesOf(places: ReceiverSpec | readonly ReceiverSpec[]): readonly ReceiverSpec[] {
  return 'type' in places ? [places] : places;
}

function receiverEntry(
  { type, settings: own, disableResolveMessage = false }: ReceiverSpec,
  name: string,
  settings: Settings,
): Readonly<Record<string, FileValue>> {
  return { uid: uid(settings, name), type, settings: own, disableResolveMessage };
}

/**
 * Alerts of this project by severity, each to all its receivers: all but the last route go on to the next. What has
 * another severity, or none, goes to the first receiver there is. Every route names its receiver: a provisioned route
 * inherits none.
 */
function routeTree(routes: Readonly<Record<string, readonly string[]>>, { project }: Settings): Route | undefined {
  const [fallback] = Object.values(routes).flat();
  if (fallback === undefined) return undefined;
  const bySeverity = Object.entries(routes).flatMap(([severity, receivers]) =>
    receivers.map((receiver, index) => ({
      receiver,
      object_matchers: [['severity', '=', severity]],
      ...(index < receivers.length - 1 ? { continue: true } : {}),
    })),
  );
  return {
    receiver: fallback,
    group_by: ['alertname', 'severity'],
    routes: [{ receiver: fallback, object_matchers: [['service', '=', project.name]], routes: bySeverity }],
  };
}
