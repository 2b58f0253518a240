import { diffLines } from 'diff';

import type { ContactPoint, MuteTiming, Template } from '../folder/folder.ts';
import type { Change, ObjectDiff } from './change.ts';
import { match } from './match.ts';
import { lineOf } from './place.ts';

/** What changed in message templates, matched by name. */
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

/** What changed in objects that have a unique name within an organisation. */
export function diffNamed<T extends Named>(
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
    at: lineOf(item),
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
