import type { RuleGroup } from '../folder/folder.ts';
import { textOf } from '../folder/json.ts';
import { prometheusDurationMs } from '../grafana/durations.ts';
import { type Change, type ObjectDiff, risksOf } from './change.ts';
import { fromTo, leafChanges, type LeafChange } from './leaves.ts';
import { match } from './match.ts';
import { lineOf } from './place.ts';

/** What changed in rule groups; their rules are compared separately. */
export function diffRuleGroups(before: readonly RuleGroup[], after: readonly RuleGroup[]): ObjectDiff[] {
  const { pairs } = match(before, after, ({ orgId, folder, name }) => `${orgId}/${folder}/${name}`);
  return pairs.flatMap(({ before: old, after: now }): ObjectDiff[] => {
    const changes = leafChanges(old.json, now.json, new Set(['rules'])).map(groupChange);
    if (changes.length === 0) return [];
    return [
      {
        kind: 'rule group',
        label: now.label,
        identity: `${now.folder}/${now.name}`,
        orgId: now.orgId,
        at: lineOf(now),
        change: 'changed',
        changes,
      },
    ];
  });
}

function groupChange({ path, before, after }: LeafChange): Change {
  const isInterval = path === 'interval';
  const milliseconds = (value: unknown) => prometheusDurationMs(textOf(value) ?? '') ?? 0;
  const isLonger = isInterval && milliseconds(after) > milliseconds(before);
  return {
    id: `rule-group/${isInterval ? 'interval' : 'setting'}`,
    text: `${path}: ${fromTo(before, after)}`,
    ...risksOf(
      isLonger ? [{ id: 'rule-silent', message: 'Its rules are evaluated less often, so they fire later.' }] : [],
    ),
  };
}
