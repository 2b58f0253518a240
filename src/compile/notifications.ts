import type { FileValue, NotificationSpec } from '../define/definitions.ts';
import type { PackRoute } from '../define/pack.ts';
import type { ProjectAlerting } from '../define/project.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import { type Settings, uid } from '../define/settings.ts';
import { teamTemplates, withTeamTexts } from './team-alerts.ts';

type Route = Readonly<Record<string, FileValue | undefined>>;

/**
 * The project's notification settings in the shape of Grafana's alerting files, with the routes that its packs need.
 */
export function projectNotifications(
  alerting: ProjectAlerting,
  settings: Settings,
  ofPacks: readonly PackRoute[] = [],
): NotificationSpec {
  const { receivers = {}, policies, muteTimings = {}, templates = {}, teamAlerts = {} } = alerting;
  const { name: project } = settings.project;
  const policy = policies ?? routeTree(alerting, settings);
  const withoutEnds = new Set(
    ofPacks.filter(({ hearsOfEnds }) => hearsOfEnds === false).map(({ receiver }) => receiver),
  );
  return {
    contactPoints: Object.entries(receivers).map(([name, places]) => ({
      name,
      receivers: placesOf(places).map((place, index) =>
        receiverEntry(
          withTeamTexts(withoutEnds.has(name) ? { ...place, disableResolveMessage: true } : place, teamAlerts, project),
          `${name}${index === 0 ? '' : `-${index + 1}`}`,
          settings,
        ),
      ),
    })),
    ...(policy ? { policy: withRoutes(policy, ofPacks) } : {}),
    muteTimes: Object.entries(muteTimings).map(([name, time_intervals]) => ({ name, time_intervals })),
    templates: [
      ...Object.entries(templates).map(([name, template]) => ({ name, template })),
      ...teamTemplates(teamAlerts, project),
    ],
  };
}

/**
 * Puts the routes of packs before the project's own tree. An alert that matches a route does not reach the receiver of
 * the parent route, even with `continue`, so the project's tree becomes a route of its own that catches the rest.
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
 * Routes this project's alerts by severity, to all receivers of the severity: every route but the last has `continue`.
 * The routes of a team come first. Alerts with another severity, or none, go to the first receiver. Every route names
 * its receiver, because a provisioned route does not inherit one.
 */
function routeTree({ routes = {}, teamAlerts = {} }: ProjectAlerting, { project }: Settings): Route | undefined {
  const ofTeams = Object.entries(teamAlerts).flatMap(([team, own]) =>
    bySeverity(own?.routes ?? {}, [['team', '=', team]]),
  );
  const children = [...ofTeams, ...bySeverity(routes, [])];
  const fallback = bySeverity(routes, [])[0]?.receiver ?? children[0]?.receiver;
  if (fallback === undefined) return undefined;
  return {
    receiver: fallback,
    group_by: ['alertname', 'severity'],
    routes: [{ receiver: fallback, object_matchers: [['service', '=', project.name]], routes: children }],
  };
}

type Matcher = [label: string, operator: string, value: string];

function bySeverity(routes: Readonly<Record<string, readonly string[] | undefined>>, matchers: readonly Matcher[]) {
  return Object.entries(routes).flatMap(([severity, receivers = []]) =>
    receivers.map((receiver, index) => ({
      receiver,
      object_matchers: [...matchers, ['severity', '=', severity]],
      ...(index < receivers.length - 1 ? { continue: true } : {}),
    })),
  );
}
