import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';
import type { Panel } from './folder.ts';
import type { Path } from './source/source.ts';
import { transformationsOf } from './transformations.ts';

/** A matcher in a panel: it selects what an override or a transformation applies to. */
export interface Matcher {
  /** Whether it selects fields or whole frames. */
  readonly kind: 'field' | 'frame';
  /** Undefined when none is written. */
  readonly id: string | undefined;
  readonly options: unknown;
  /** Path below the panel. */
  readonly at: Path;
}

/** The matchers of a panel's overrides. */
export function overrideMatchers({ json }: Panel): Matcher[] {
  return listOf(objectOf(json['fieldConfig'])['overrides']).flatMap((override, index) =>
    isObject(override) ? matcher('field', override['matcher'], ['fieldConfig', 'overrides', index, 'matcher']) : [],
  );
}

/** The matchers of a panel's enabled transformations, including those in their options. */
export function transformationMatchers(panel: Panel): Matcher[] {
  return transformationsOf(panel)
    .filter(({ isDisabled }) => !isDisabled)
    .flatMap(({ id, at, json, options }) => {
      const filter = objectOf(json['filter']);
      // Grafana ignores a filter without options.
      const ofFilter = filter['options'] ? matcher('frame', filter, [...at, 'filter']) : [];
      return [
        ...ofFilter,
        ...inOptions(id, options).flatMap(({ value, below }) =>
          isObject(value) ? matcher('field', value, [...at, 'options', ...below]) : [],
        ),
      ];
    });
}

function inOptions(id: string, options: JsonObject): { value: unknown; below: Path }[] {
  if (id === 'configFromData') return [{ value: options['applyTo'], below: ['applyTo'] }];
  if (id !== 'calculateField') return [];
  const binary = objectOf(options['binary']);
  return ['left', 'right'].map((side) => ({
    value: objectOf(binary[side])['matcher'],
    below: ['binary', side, 'matcher'],
  }));
}

/** A matcher and those that it combines. */
function matcher(kind: Matcher['kind'], value: unknown, at: Path): Matcher[] {
  const { id, options } = objectOf(value);
  const name = textOf(id);
  const combined =
    name === 'invertMatch'
      ? matcher(kind, options, [...at, 'options'])
      : name === 'anyMatch' || name === 'allMatch'
        ? listOf(options).flatMap((one, index) => matcher(kind, one, [...at, 'options', index]))
        : [];
  return [{ kind, id: name, options, at }, ...combined];
}
