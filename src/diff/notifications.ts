import { diffLines } from 'diff';

import type { ContactPoint, MuteTiming, Template } from '../folder/folder.ts';
import type { Change, ObjectDiff } from './change.ts';
import { fromTo, leafChanges } from './leaves.ts';
import { match } from './match.ts';
import { settingChange } from './secrets.ts';

/** What changed in contact points, known by their name, and in their receivers, known by their uid. */
export function diffContactPoints(before: readonly ContactPoint[], after: readonly ContactPoint[]): ObjectDiff[] {
  return diffNamed('contact point', before, after, (old, now) => {
    const { pairs, removed, added } = match(
      old.receivers,
      now.receivers,
      ({ uid }) => uid,
      ({ type }) => type,
    );
    return [
      ...removed.map((receiver): Change => ({
        id: 'receiver/removed',
        text: `receiver "${receiver.uid}" removed (${receiver.type})`,
      })),
      ...added.map((receiver): Change => ({
        id: 'receiver/added',
        text: `receiver "${receiver.uid}" added (${receiver.type})`,
      })),
      // As written: a reference is shown, never what it stands for.
      ...pairs.flatMap((pair) =>
        leafChanges(pair.before.written, pair.after.written).map(({ path, before: one, after: other }): Change => {
          const [place, name] = path.startsWith('settings.')
            ? (['settings', path.slice('settings.'.length)] as const)
            : (['', path] as const);
          const text =
            place === 'settings'
              ? settingChange(name, one, other)
              : path === 'settings'
                ? 'changed'
                : fromTo(one, other);
          return {
            id: path === 'type' ? 'receiver/type' : 'receiver/setting',
            text: `receiver "${pair.after.uid}", ${name}: ${text}`,
          };
        }),
      ),
    ];
  });
}

/** What changed in mute timings, known by their name. */
export function diffMuteTimings(before: readonly MuteTiming[], after: readonly MuteTiming[]): ObjectDiff[] {
  return diffNamed('mute timing', before, after, (old, now) =>
    leafChanges(old.json, now.json).map(({ path, before: one, after: other }): Change => ({
      id: 'mute-timing/changed',
      text: `${path.replace(/^time_intervals\./, 'interval ')}: ${fromTo(one, other)}`,
    })),
  );
}

/** What changed in message templates, known by their name. */
export function diffTemplates(before: readonly Template[], after: readonly Template[]): ObjectDiff[] {
  return diffNamed('template', before, after, (old, now) => {
    if (old.template === now.template) return [];
    const lines = (kind: 'added' | 'removed') =>
      diffLines(old.template, now.template)
        .filter((part) => part[kind])
        .reduce((total, part) => total + part.count, 0);
    return [{ id: 'template/changed', text: `text: ${lines('removed')} lines removed, ${lines('added')} added` }];
  });
}

type Named = ContactPoint | MuteTiming | Template;

function diffNamed<T extends Named>(
  kind: 'contact point' | 'mute timing' | 'template',
  before: readonly T[],
  after: readonly T[],
  changesOf: (old: T, now: T) => Change[],
): ObjectDiff[] {
  const { pairs, removed, added } = match(before, after, ({ orgId, name }) => `${orgId}/${name}`);
  const scope = kind.replace(' ', '-');
  const object = (item: T, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff => ({
    kind,
    label: item.label,
    identity: item.name,
    orgId: item.orgId,
    change,
    changes,
  });
  return [
    ...removed.map((item) => object(item, 'removed', [{ id: `${scope}/removed`, text: 'removed' }])),
    ...added.map((item) => object(item, 'added', [{ id: `${scope}/added`, text: 'added' }])),
    ...pairs.flatMap(({ before: old, after: now }) => {
      const changes = changesOf(old, now);
      return changes.length > 0 ? [object(now, 'changed', changes)] : [];
    }),
  ];
}
