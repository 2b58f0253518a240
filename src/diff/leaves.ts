import { isDeepStrictEqual } from 'node:util';

import { isObject, type JsonObject } from '../folder/json.ts';
import { itemNames, numberedName, stepsText } from './item-names.ts';

/** A value that differs, and its place; undefined on the side that lacks it. */
export interface LeafChange {
  /** `fieldConfig.overrides.2.properties.0.value`, with the new indexes, or the old ones for a removed value. */
  readonly path: string;
  /** The readable form: `fieldConfig, override of field "p99", unit`. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** How many characters of a value are shown. */
const LONGEST = 100;

/** Every place where two values differ, as close to the leaves as possible; `ignored` are paths to leave out. */
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

/** Where a value is, as a path and as a readable name. */
interface Place {
  readonly path: string;
  readonly name: string;
  /** The key of this list or map. */
  readonly key: string;
  /** The name of the enclosing value. */
  readonly around: string;
  readonly isItem: boolean;
}
const TOP: Place = { path: '', name: '', key: '', around: '', isItem: false };

function member(at: Place, key: string): Place {
  const path = at.path === '' ? key : `${at.path}.${key}`;
  // The value of an override's property is named after the property alone.
  const name =
    at.name === '' ? key : at.isItem && key === 'value' ? at.name : `${at.name}${at.isItem ? ', ' : '.'}${key}`;
  return { path, name, key, around: at.name, isItem: false };
}

function item(at: Place, index: number, noun: string): Place {
  const name = at.around === '' ? noun : `${at.around}, ${noun}`;
  return { path: `${at.path}.${index}`, name, key: `${index}`, around: at.around, isItem: true };
}

/** Differences between lists of objects, matched by name if they have names, otherwise by index. */
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

/** An own member: a key such as `constructor` must not find an inherited one. */
function own(value: JsonObject, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A value for a sentence: strings unquoted, long ones cut, no value as "none". */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  const text = typeof value === 'string' ? value.replaceAll(/\s+/g, ' ') : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** `a -> b` */
export function fromTo(before: unknown, after: unknown): string {
  const [left, right] = [shown(before), shown(after)];
  // Two long values may begin alike.
  return left === right ? `${left} -> another value with the same beginning` : `${left} -> ${right}`;
}

function isListOfObjects(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
