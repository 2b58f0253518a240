import type { MuteTiming, ProvisioningFolder, Route } from '../folder/folder.ts';
import { withRoutes } from '../folder/entities/alerting.ts';
import { listOf, objectOf } from '../folder/json.ts';
import { containsTime, type TimeInterval } from '../verify/routing/time-intervals.ts';
import { type Change, type ObjectDiff, type Risk, risksOf } from './change.ts';
import { timingsOf } from './delays.ts';
import { fromTo, leafChanges } from './leaves.ts';
import { diffNamed } from './notifications.ts';
import { boundaries } from './time-boundaries.ts';

/** What changed in mute timings, matched by name, and whether they now hold back more alerts. */
export function diffMuteTimings(before: ProvisioningFolder, after: ProvisioningFolder): ObjectDiff[] {
  return diffNamed('mute timing', before.muteTimings, after.muteTimings, (old, now) => {
    const changes = leafChanges(old.json, now.json).map(({ name, before: one, after: other }): Change => ({
      id: 'mute-timing/changed',
      text: `${name}: ${fromTo(one, other)}`,
    }));
    const last = changes.at(-1);
    return last ? [...changes.slice(0, -1), { ...last, ...risksOf(risks(old, now, after)) }] : [];
  });
}

function risks(old: MuteTiming, now: MuteTiming, folder: ProvisioningFolder): Risk[] {
  const [intervals, newIntervals] = [intervalsOf(old), intervalsOf(now)];
  const uses = usesOf(now, folder);
  const isHeldBack =
    (uses.mutes && covers(newIntervals, intervals)) || (uses.actives && covers(intervals, newIntervals));
  return isHeldBack ? [{ id: 'told-later', message: 'Alerts are held back at times when they used to be sent.' }] : [];
}

/** Whether some moment is in the first intervals and not in the second. */
function covers(first: readonly TimeInterval[], second: readonly TimeInterval[]): boolean {
  const isIn = (intervals: readonly TimeInterval[], moment: number) =>
    intervals.some((interval) => containsTime(interval, moment));
  try {
    return boundaries([...first, ...second]).some((moment) => isIn(first, moment) && !isIn(second, moment));
  } catch {
    // An interval that Grafana rejects; the validator reports it.
    return false;
  }
}

/** How routes and rules use a timing. */
function usesOf({ name, orgId }: MuteTiming, { policies, groups }: ProvisioningFolder) {
  const used = [
    ...policies
      .filter((root) => root.orgId === orgId)
      .flatMap(withRoutes)
      .map(({ json }: Route) => timingsOf(json)),
    ...groups
      .filter((group) => group.orgId === orgId)
      .flatMap(({ alerts }) => alerts)
      .map(({ json }) => timingsOf(objectOf(json['notification_settings']))),
  ];
  return {
    mutes: used.some(({ mutes }) => mutes.includes(name)),
    actives: used.some(({ actives }) => actives.includes(name)),
  };
}

function intervalsOf({ json }: MuteTiming): readonly TimeInterval[] {
  return listOf(json['time_intervals']) as readonly TimeInterval[];
}
