import type { FileValue } from '../src/define/definitions.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { type Routes, severities, type Severity } from '../src/fleet/words.ts';
import { contactPointName } from './contact-points.ts';
import { haltRoute } from './halt-route.ts';
import { digestTimingName, muteTimingName } from './mute-timings.ts';
import { hasWatchdog, WATCHDOG } from './watchdog.ts';

type Matcher = readonly [label: string, operator: '=' | '=~', value: string];
type Route = Readonly<Record<string, FileValue>>;

/**
 * Timing per severity: critical alerts are repeated after 4 hours, warnings once a day. Info alerts are sent in the
 * half hour of the digest: the group interval of 30 minutes gives one message in it, and the repeat interval of 20
 * hours one per day, even if Grafana restarts in between.
 */
const TIMING: Readonly<Record<Severity, Route>> = {
  critical: { group_wait: '30s', group_interval: '5m', repeat_interval: '4h' },
  warning: { group_wait: '30s', group_interval: '5m', repeat_interval: '24h' },
  info: { group_wait: '1m', group_interval: '30m', repeat_interval: '20h' },
};

/**
 * The tree: the watchdog and the halt webhook first, then by severity the team's own receivers, then the general ones.
 * Alerts are grouped by rule and severity, not by agent, so that an incident is one message about 300 agents instead of
 * 300 messages. Every route names its receiver, because a provisioned route does not inherit one.
 */
export function policyTree(settings: FleetSettings): Route | undefined {
  const { alerting } = settings;
  const fallback = fallbackReceiver(settings);
  const { halt } = alerting;
  if (!alerting.policies || fallback === undefined) return undefined;
  return {
    receiver: fallback,
    group_by: ['alertname', 'severity'],
    ...TIMING.warning,
    routes: [
      {
        receiver: fallback,
        object_matchers: [['service', '=', settings.project.name]],
        routes: [
          ...watchdogRoute(settings),
          ...(halt === undefined ? [] : [haltRoute(contactPointName(settings, halt))]),
          ...severities.flatMap((severity) => severityRoutes(severity, settings)),
        ],
      },
    ],
  };
}

/** Receiver of alerts that no route matches: the first one for warnings, or the first one of all. */
function fallbackReceiver(settings: FleetSettings): string | undefined {
  const { receivers, routes, halt } = settings.alerting;
  const isForPeople = (receiver: string) => receiver !== halt && receiver !== WATCHDOG;
  const name = routes.warning?.find(isForPeople) ?? Object.keys(receivers).find(isForPeople);
  return name === undefined ? undefined : contactPointName(settings, name);
}

/** The watchdog goes only to its own receiver, every few minutes. */
function watchdogRoute(settings: FleetSettings): Route[] {
  if (!hasWatchdog(settings)) return [];
  return [
    {
      receiver: contactPointName(settings, WATCHDOG),
      object_matchers: [['heartbeat', '=', 'true']],
      group_by: ['alertname'],
      group_wait: '0s',
      group_interval: '1m',
      repeat_interval: '5m',
    },
  ];
}

function severityRoutes(severity: Severity, settings: FleetSettings): Route[] {
  const { routes, teams } = settings.alerting;
  const ofTeams = Object.entries(teams).flatMap(([team, own]: [string, Routes | undefined]) =>
    fanOut(
      own?.[severity] ?? [],
      severity,
      [
        ['severity', '=', severity],
        ['team', '=', team],
      ],
      settings,
    ),
  );
  return [...ofTeams, ...fanOut(routes[severity] ?? [], severity, [['severity', '=', severity]], settings)];
}

/** One route per receiver; all except the last have `continue`, so that each receiver gets the alert. */
function fanOut(
  receivers: readonly string[],
  severity: Severity,
  matchers: readonly Matcher[],
  settings: FleetSettings,
): Route[] {
  const muted = Object.entries(settings.alerting.muteTimings).filter(([, timing]) =>
    timing.severities.some((one) => one === severity),
  );
  const timings = [
    ...(severity === 'info' ? [digestTimingName(settings)] : []),
    ...muted.map(([name]) => muteTimingName(settings, name)),
  ];
  const told = receivers.filter((receiver) => receiver !== WATCHDOG);
  return told.map((receiver, index) => ({
    receiver: contactPointName(settings, receiver),
    object_matchers: matchers,
    ...TIMING[severity],
    ...(timings.length > 0 ? { mute_time_intervals: timings } : {}),
    ...(index < told.length - 1 ? { continue: true } : {}),
  }));
}
