import type { Panel } from './folder.ts';
import { listOf, objectOf } from './json.ts';
import type { Path } from './source/source.ts';

/** A value of a field property: the panel's default, or an override. */
export interface FieldProperty {
  readonly at: Path;
  readonly value: unknown;
}

/** Every value that a panel gives a field property, such as `unit` or `thresholds`. */
export function fieldProperties({ json }: Panel, name: string): FieldProperty[] {
  const config = objectOf(json['fieldConfig']);
  const standard = objectOf(config['defaults'])[name];
  const overrides = listOf(config['overrides']).flatMap((override, index) =>
    listOf(objectOf(override)['properties']).flatMap((property, number): FieldProperty[] => {
      const { id, value } = objectOf(property);
      return id === name ? [{ at: ['fieldConfig', 'overrides', index, 'properties', number, 'value'], value }] : [];
    }),
  );
  return [
    ...(standard === undefined ? [] : [{ at: ['fieldConfig', 'defaults', name], value: standard }]),
    ...overrides,
  ];
}
