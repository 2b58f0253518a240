import type { FileValue, NotificationSpec } from '../define/definitions.ts';
import type { ProjectAlerting } from '../define/project.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import { type Settings, uid } from '../define/settings.ts';
import { teamTemplates, withTeamTexts } from './team-alerts.ts';

type Route = Readonly<Record<string, FileValue | undefined>>;

/** What a project says of who is told, as Grafana's alerting files have it. */
export function projectNotifications(alerting: ProjectAlerting, settings: Settings): NotificationSpec {
  const { receivers = {}, policies, muteTimings = {}, templates = {}, teamAlerts = {} } = alerting;
  const { name: project } = settings.project;
  const policy = policies ?? routeTree(alerting, settings);
  return {
    contactPoints: Object.entries(receivers).map(([name, places]) => ({
      name,
      receivers: placesOf(places).map((place, index) =>
        receiverEntry(
          withTeamTexts(place, teamAlerts, project),
          `${name}${index === 0 ? '' : `-${index + 1}`}`,
          settings,
        ),
      ),
    })),
    ...(policy ? { policy } : {}),
    muteTimes: Object.entries(muteTimings).map(([name, time_intervals]) => ({ name, time_intervals })),
    templates: [
      ...Object.entries(templates).map(([name, template]) => ({ name, template })),
      ...teamTemplates(teamAlerts, project),
    ],
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
 * Alerts of this project by severity, each to all its receivers: all but the last route go on to the next. Those of a
 * team that has routes of its own come first. What has another severity, or none, goes to the first receiver there is.
 * Every route names its receiver: a provisioned route inherits none.
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
