import type { FileValue } from '../src/define/definitions.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';
import { WATCHDOG } from './watchdog.ts';

interface MuteTime {
  readonly name: string;
  readonly time_intervals: FileValue;
}

/** `pf-maintenance` for the mute timing that the configuration calls maintenance. */
export function muteTimingName(settings: FleetSettings, name: string): string {
  return uid(settings, name);
}

/** `pf-outside-digest`: all of the day but the half hour in which notes are sent. */
export function digestTimingName(settings: FleetSettings): string {
  return uid(settings, 'outside-digest');
}

/** Notes go out in this half hour, UTC. */
const DIGEST = { from: '08:00', to: '08:30' };

/** Mute timings in Alertmanager's form; that of the digest where the policies hold notes back. */
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
 * A time over midnight is two: Alertmanager refuses a start that is not before its end, and Grafana then refuses
 * to start.
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
