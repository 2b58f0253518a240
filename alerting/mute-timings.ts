import type { FileValue } from '../src/define.ts';
import { type Settings, uid } from '../src/settings.ts';

/** `pf-maintenance` for the mute timing that the configuration calls maintenance. */
export function muteTimingName(settings: Settings, name: string): string {
  return uid(settings, name);
}

/** Mute timings in Alertmanager's form. */
export function muteTimings(settings: Settings): { readonly name: string; readonly time_intervals: FileValue }[] {
  return Object.entries(settings.alerting.muteTimings).map(([name, timing]) => ({
    name: muteTimingName(settings, name),
    time_intervals: [
      {
        times: timing.times.map(({ from, to }) => ({ start_time: from, end_time: to })),
        ...(timing.weekdays === undefined ? {} : { weekdays: timing.weekdays }),
        ...(timing.location === undefined ? {} : { location: timing.location }),
      },
    ],
  }));
}
