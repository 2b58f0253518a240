import type { Dashboard, Entity } from './folder.ts';
import { isObject, textOf } from './json.ts';

/** A data source reference in a dashboard, with the object whose `datasource` it is. */
export interface WrittenRef {
  readonly owner: Entity;
  readonly type: string;
  readonly uid: string;
}

/** Every reference in a dashboard that has both a type and a uid. */
export function writtenRefs({ panels, variables, annotations }: Dashboard): WrittenRef[] {
  const owners: readonly Entity[] = [
    // A query that only repeats its panel's reference is not listed again.
    ...panels.flatMap((panel) => [panel, ...panel.targets.filter((target) => !isSameRef(target, panel))]),
    ...variables,
    ...annotations,
  ];
  return owners.flatMap((owner) => {
    const ref = owner.json['datasource'];
    if (!isObject(ref)) return [];
    const [type, uid] = [textOf(ref['type']), textOf(ref['uid'])];
    return type && uid ? [{ owner, type, uid }] : [];
  });
}

function isSameRef(left: Entity, right: Entity): boolean {
  return JSON.stringify(left.json['datasource']) === JSON.stringify(right.json['datasource']);
}
