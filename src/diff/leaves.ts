import { isDeepStrictEqual } from 'node:util';

import { isObject, type JsonObject } from '../folder/json.ts';
import { itemNames, numberedName, stepsText } from './item-names.ts';

/** A value that differs, and where; undefined on the side that lacks it. */
export interface LeafChange {
  /** `fieldConfig.overrides.2.properties.0.value`, by the numbers of now, or of before where it is gone. */
  readonly path: string;
  /** The same for people: `fieldConfig, override of field "p99", unit`. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Characters of a value that a sentence shows. */
const LONGEST = 100;

/**
 * Every place where two values differ, as near to the leaves as they can be told apart; `ignored` are paths nobody asks
 * about.
 */
export function leafChanges(
  before: unknown,
  after: unknown,
  ignored: ReadonlySet<string> = new Set(),
  at: Place = TOP,
): LeafChange[] {
  if (ignored.has(at.path) || isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => leafChanges(own(before, key), own(after, key), ignored, member(at, key)));
  }
  if (isListOfObjects(before) && isListOfObjects(after)) return itemChanges(before, after, ignored, at);
  return [{ path: at.path, name: at.name, before, after }];
}

/** Where a value is, for programs and for people. */
interface Place {
  readonly path: string;
  readonly name: string;
  /** The key of the list or map that it is. */
  readonly key: string;
  /** The name of what is around it. */
  readonly around: string;
  readonly isItem: boolean;
}
const TOP: Place = { path: '', name: '', key: '', around: '', isItem: false };

function member(at: Place, key: string): Place {
  const path = at.path === '' ? key : `${at.path}.${key}`;
  // The value of an override's property has no name beside the property's.
  const name =
    at.name === '' ? key : at.isItem && key === 'value' ? at.name : `${at.name}${at.isItem ? ', ' : '.'}${key}`;
  return { path, name, key, around: at.name, isItem: false };
}

function item(at: Place, index: number, noun: string): Place {
  const name = at.around === '' ? noun : `${at.around}, ${noun}`;
  return { path: `${at.path}.${index}`, name, key: `${index}`, around: at.around, isItem: true };
}

/** Objects of a list, found again by their names where they have some, else by their numbers. */
function itemChanges(
  before: readonly unknown[],
  after: readonly unknown[],
  ignored: ReadonlySet<string>,
  at: Place,
): LeafChange[] {
  const steps = [stepsText(before), stepsText(after)];
  if (steps[0] !== undefined && steps[1] !== undefined && steps[0] !== steps[1])
    return [{ path: at.path, name: at.name, before: steps[0], after: steps[1] }];
  const names = itemNames(at.key, before, after);
  if (!names)
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
      leafChanges(before[index], after[index], ignored, item(at, index, numberedName(at.key, index))),
    ).flat();
  const { before: old, after: now } = names;
  const kept = { old: old.filter((name) => now.includes(name)), now: now.filter((name) => old.includes(name)) };
  return [
    ...old.flatMap((name, index) =>
      now.includes(name) ? [] : leafChanges(before[index], undefined, ignored, item(at, index, name)),
    ),
    ...now.flatMap((name, index) =>
      leafChanges(before[old.indexOf(name)], after[index], ignored, item(at, index, name)),
    ),
    ...(isDeepStrictEqual(kept.old, kept.now)
      ? []
      : [{ path: at.path, name: `order of ${at.name}`, before: kept.old.join(', '), after: kept.now.join(', ') }]),
  ];
}

/** A key such as `constructor` must not find what every object inherits. */
function own(value: JsonObject, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A value as a sentence has it: texts bare, long ones cut, nothing as "none". */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  const text = typeof value === 'string' ? value.replaceAll(/\s+/g, ' ') : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** `a -> b` */
export function fromTo(before: unknown, after: unknown): string {
  const [left, right] = [shown(before), shown(after)];
  // Two long texts may begin alike.
  return left === right ? `${left} -> another value with the same beginning` : `${left} -> ${right}`;
}

function isListOfObjects(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
