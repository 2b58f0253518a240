import type { FileValue } from '../src/define/definitions.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';

/** `pf-maintenance` for the mute timing that the configuration calls maintenance. */
export function muteTimingName(settings: FleetSettings, name: string): string {
  return uid(settings, name);
}

/** Mute timings in Alertmanager's form. */
export function muteTimings(settings: FleetSettings): { readonly name: string; readonly time_intervals: FileValue }[] {
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
 * A time over midnight is two: Alertmanager refuses a start that is not before its end, and Grafana then does not
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
