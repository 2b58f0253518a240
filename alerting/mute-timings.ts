import type { FileValue } from '../src/define/definitions.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';
import { WATCHDOG } from './watchdog.ts';

interface MuteTime {
  readonly name: string;
  readonly time_intervals: FileValue;
}

/** Returns the name of a mute timing: `pf-maintenance` for `maintenance` of the configuration. */
export function muteTimingName(settings: FleetSettings, name: string): string {
  return uid(settings, name);
}

/** Returns the name of the mute timing for info alerts outside the digest: `pf-outside-digest`. */
export function digestTimingName(settings: FleetSettings): string {
  return uid(settings, 'outside-digest');
}

/** Info alerts are sent in this half hour, UTC. */
const DIGEST = { from: '08:00', to: '08:30' };

/** Mute timings in Alertmanager's format, including that of the digest if the policies use it. */
export function muteTimings(settings: FleetSettings): MuteTime[] {
  return [...digestTiming(settings), ...configured(settings)];
}

function digestTiming(settings: FleetSettings): MuteTime[] {
  const { policies, routes, teams } = settings.alerting;
  const hasNotes = [routes, ...Object.values(teams)].some((own) => (own.info ?? []).some((name) => name !== WATCHDOG));
  if (!policies || !hasNotes) return [];
  const times = [
    { start_time: '00:00', end_time: DIGEST.from },
    { start_time: DIGEST.to, end_time: '24:00' },
  ];
  return [{ name: digestTimingName(settings), time_intervals: [{ times }] }];
}

function configured(settings: FleetSettings): MuteTime[] {
  return Object.entries(settings.alerting.muteTimings).map(([name, timing]) => ({
    name: muteTimingName(settings, name),
    time_intervals: [
      {
        times: timing.times.flatMap(withinOneDay),
        ...(timing.weekdays === undefined ? {} : { weekdays: timing.weekdays }),
        ...(timing.location === undefined ? {} : { location: timing.location }),
      },
    ],
  }));
}

/**
 * Splits a time range over midnight, because Alertmanager requires a start before the end, and Grafana would refuse to
 * start.
 */
function withinOneDay({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): { start_time: string; end_time: string }[] {
  if (from < to) return [{ start_time: from, end_time: to }];
  return [
    { start_time: '00:00', end_time: to },
    { start_time: from, end_time: '24:00' },
  ].filter(({ start_time, end_time }) => start_time !== end_time);
}
