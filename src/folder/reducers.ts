import type { Panel } from './folder.ts';
import { isObject, listOf, objectOf, textOf } from './json.ts';
import { overrideMatchers } from './matchers.ts';
import type { Path } from './source/source.ts';
import { type Transformation, transformationsOf } from './transformations.ts';

/** A calculation that a panel names, and where. */
export interface NamedReducer {
  readonly name: string;
  /** Path below the panel. */
  readonly at: Path;
}

/** Every calculation that a panel names: for its value, its legend and footer, its overrides and transformations. */
export function reducersOf(panel: Panel): NamedReducer[] {
  const options = objectOf(panel.json['options']);
  return [
    ...inList(objectOf(options['reduceOptions'])['calcs'], ['options', 'reduceOptions', 'calcs']),
    ...inList(objectOf(options['legend'])['calcs'], ['options', 'legend', 'calcs']),
    ...inList(objectOf(options['footer'])['reducer'], ['options', 'footer', 'reducer']),
    ...overrideMatchers(panel).flatMap(({ id, options: of, at }) =>
      id === 'byValue' ? one(objectOf(of)['reducer'], [...at, 'options', 'reducer']) : [],
    ),
    ...transformationsOf(panel)
      .filter(({ isDisabled }) => !isDisabled)
      .flatMap(ofTransformation),
  ];
}

function ofTransformation({ id, options, at }: Transformation): NamedReducer[] {
  const below = [...at, 'options'];
  switch (id) {
    case 'reduce':
      return inList(options['reducers'], [...below, 'reducers']);
    case 'groupBy':
    case 'groupToNestedTable':
      return Object.entries(objectOf(options['fields'])).flatMap(([field, of]) =>
        inList(objectOf(of)['aggregations'], [...below, 'fields', field, 'aggregations']),
      );
    case 'calculateField':
      return ofCalculation(options, below);
    case 'timeSeriesTable':
      return Object.entries(options).flatMap(([refId, of]) =>
        isObject(of) ? one(of['stat'], [...below, refId, 'stat']) : [],
      );
    case 'configFromData':
      return listOf(options['mappings']).flatMap((mapping, index) =>
        one(objectOf(mapping)['reducerId'], [...below, 'mappings', index, 'reducerId']),
      );
    default:
      return [];
  }
}

/** Only the part for the current mode is read; the others are leftovers from the editor. */
function ofCalculation(options: Transformation['options'], below: Path): NamedReducer[] {
  const part = { reduceRow: 'reduce', cumulativeFunctions: 'cumulative', windowFunctions: 'window' }[
    textOf(options['mode']) ?? 'reduceRow'
  ];
  return part === undefined ? [] : one(objectOf(options[part])['reducer'], [...below, part, 'reducer']);
}

function inList(value: unknown, at: Path): NamedReducer[] {
  return listOf(value).flatMap((name, index) => one(name, [...at, index]));
}

function one(value: unknown, at: Path): NamedReducer[] {
  return typeof value === 'string' && value !== '' && !value.includes('$') ? [{ name: value, at }] : [];
}
