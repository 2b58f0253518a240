import type { Path } from './source.ts';

/** The characters `[start, end)` of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a value of a JSON text is. */
export interface JsonPlace {
  readonly value: Range;
  /** Its key; undefined for a list item and for the whole text. */
  readonly key: Range | undefined;
  /** How many steps of the path led to it; fewer than all when the rest does not exist. */
  readonly depth: number;
}

/** The places of the values in a JSON text, without a tree. `JSON.parse` must accept the text. */
export interface JsonPlaces {
  /** The value at a path, or the nearest value around it that exists. Of two equal keys, the first counts. */
  find(path: Path): JsonPlace;
}

/**
 * Each value takes three numbers: its start, its end, and the index of the first value after everything it contains.
 */
const WIDTH = 3;
const QUOTE = 34;
const BACKSLASH = 92;
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [91, 93, 123, 125];
const [COMMA, COLON] = [44, 58];
const SPACE = 32;

/** Scans a text once; each key of an object is an entry before its value. */
export function jsonPlaces(text: string): JsonPlaces {
  const values = readValues(text);
  const startOf = (index: number) => values[index] ?? 0;
  const rangeOf = (index: number): Range => ({ start: startOf(index), end: values[index + 1] ?? 0 });
  const after = (index: number) => values[index + 2] ?? values.length;

  /** The entry of a member of a value, and that of its key. */
  const member = (holder: number, step: string | number): { at: number; key: number | undefined } | undefined => {
    const opening = text.charCodeAt(startOf(holder));
    const end = after(holder);
    if (typeof step === 'number') {
      if (opening !== OPEN_LIST) return undefined;
      let left = step;
      for (let at = holder + WIDTH; at < end; at = after(at)) if (left-- === 0) return { at, key: undefined };
      return undefined;
    }
    if (opening !== OPEN_MAP) return undefined;
    for (let key = holder + WIDTH; key < end; key = after(key + WIDTH))
      if (isKey(text, rangeOf(key), step)) return { at: key + WIDTH, key };
    return undefined;
  };

  return {
    find(path) {
      let found: { at: number; key: number | undefined } = { at: 0, key: undefined };
      let depth = 0;
      for (const step of path) {
        const next = member(found.at, step);
        if (!next) break;
        found = next;
        depth += 1;
      }
      return { value: rangeOf(found.at), key: found.key === undefined ? undefined : rangeOf(found.key), depth };
    },
  };
}

function readValues(text: string): readonly number[] {
  const values: number[] = [];
  /** Entries that are not closed yet. */
  const open: number[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      values.push(at, end, values.length + WIDTH);
      at = end;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      open.push(values.length);
      values.push(at, 0, 0);
      at += 1;
    } else if (code === CLOSE_MAP || code === CLOSE_LIST) {
      const opened = open.pop() ?? 0;
      at += 1;
      values[opened + 1] = at;
      values[opened + 2] = values.length;
    } else if (code <= SPACE || code === COMMA || code === COLON) {
      at += 1;
    } else {
      const end = endOfWord(text, at);
      values.push(at, end, values.length + WIDTH);
      at = end;
    }
  }
  return values;
}

/** The offset after the quote that closes a string. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

/** Whether an odd number of backslashes precedes a character. */
export function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 1;
}

/** The offset after a number, `true`, `false` or `null`. */
function endOfWord(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === COMMA || code === CLOSE_MAP || code === CLOSE_LIST) return at;
  }
  return text.length;
}

function isKey(text: string, { start, end }: Range, key: string): boolean {
  const literal = text.slice(start + 1, end - 1);
  return literal === key || (literal.includes('\\') && JSON.parse(text.slice(start, end)) === key);
}
