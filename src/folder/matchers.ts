import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';
import type { Panel } from './folder.ts';
import type { Path } from './source/source.ts';
import { transformationsOf } from './transformations.ts';

/** A matcher as it is in a panel: what an override or a step is about. */
export interface Matcher {
  /** Of fields, of whole results, or of values. */
  readonly kind: 'field' | 'frame';
  /** Undefined where none is written. */
  readonly id: string | undefined;
  readonly options: unknown;
  /** Below the panel. */
  readonly at: Path;
}

/** The matchers of a panel's overrides. */
export function overrideMatchers({ json }: Panel): Matcher[] {
  return listOf(objectOf(json['fieldConfig'])['overrides']).flatMap((override, index) =>
    isObject(override) ? matcher('field', override['matcher'], ['fieldConfig', 'overrides', index, 'matcher']) : [],
  );
}

/** The matchers of a panel's transformations that run, those inside their options too. */
export function transformationMatchers(panel: Panel): Matcher[] {
  return transformationsOf(panel)
    .filter(({ isDisabled }) => !isDisabled)
    .flatMap(({ id, at, json, options }) => {
      const filter = objectOf(json['filter']);
      // Without options Grafana does not look at it.
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
