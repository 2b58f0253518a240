import { listOf, textOf, type JsonObject } from '../folder/json.ts';
import { prometheusDurationMs } from '../grafana/durations.ts';

/** How long an alert waits before people are notified, in milliseconds. */
export interface Delays {
  readonly group_wait: number;
  readonly group_interval: number;
  readonly repeat_interval: number;
}

/** Grafana's defaults when neither a route nor its parents set a value. */
const DEFAULTS: Delays = { group_wait: 30_000, group_interval: 300_000, repeat_interval: 14_400_000 };
/** What is late when one of these is longer. */
const LATE: Readonly<Record<keyof Delays, string>> = {
  group_wait: 'The first message comes later',
  group_interval: 'Updates about a group that is already notified come later',
  repeat_interval: 'Reminders of an alert that is still firing come less often',
};

/** The times of a route, inherited from its parents; `around` lists the route and its parents, innermost first. */
export function delaysOf(around: readonly JsonObject[]): Delays {
  const time = (name: keyof Delays) =>
    around.map((json) => prometheusDurationMs(textOf(json[name]) ?? '')).find((duration) => duration !== undefined) ??
    DEFAULTS[name];
  return {
    group_wait: time('group_wait'),
    group_interval: time('group_interval'),
    repeat_interval: time('repeat_interval'),
  };
}

/** When a route holds its messages back; timings are not inherited. */
export interface Timings {
  readonly mutes: readonly string[];
  readonly actives: readonly string[];
}

/** The mute and active timings of a route. */
export function timingsOf(json: JsonObject): Timings {
  return {
    mutes: listOf(json['mute_time_intervals']).map(String),
    actives: listOf(json['active_time_intervals']).map(String),
  };
}

/** Why messages are held back that were sent before: sentences without the full stop. */
export function heldBack(before: Timings, after: Timings): string[] {
  const muting = after.mutes.filter((name) => !before.mutes.includes(name));
  const closing = before.actives.length === 0 || before.actives.some((name) => !after.actives.includes(name));
  return [
    ...muting.map((name) => `Messages are held back during ${name}`),
    ...(after.actives.length > 0 && closing && String(before.actives) !== String(after.actives)
      ? [`Messages are held back outside ${after.actives.join(' and ')}`]
      : []),
  ];
}

/** What comes later than before: sentences without the full stop. */
export function longer(before: Delays, after: Delays): string[] {
  return delayNames.filter((name) => after[name] > before[name]).map((name) => LATE[name]);
}

/** `group_wait` and the like. */
export const delayNames: readonly (keyof Delays)[] = ['group_wait', 'group_interval', 'repeat_interval'];
