import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';

import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import { isEscaped, type JsonPlaces, jsonPlaces, type Range } from './json-places.ts';
import { latestOnly } from './latest-only.ts';
import { literalOffset } from './literal-offset.ts';
import { Lines, type Part, type Path, type Source } from './source.ts';

/** Per file: fixing these reveals the others. */
const MOST_PROBLEMS = 100;
/** Between a key and its colon: space, tab, line feed, carriage return. */
const WHITE = new Set([32, 9, 10, 13]);
const COLON = 58;
const STRICT = { disallowComments: true, allowTrailingComma: false } as const;

/** What the places in the latest file are looked up in. */
const latestFile = latestOnly<{ readonly lines: Lines; readonly places: JsonPlaces }>();

/** Reads a JSON file. Values come from JSON.parse; their places are worked out only when a position is requested. */
export function jsonSource(file: string, text: string): Source {
  const { value, problems } = read(text, new Lines(file, text));
  return { file, text, value, problems, ...placesIn(file, text, value === undefined) };
}

/** The places in a JSON file, in a function of its own so that they do not keep the value in memory. */
export function placesIn(file: string, text: string, isBroken: boolean): Pick<Source, 'position' | 'within'> {
  const reading = latestFile(() => ({
    lines: new Lines(file, text),
    places: isBroken ? brokenPlaces(text) : jsonPlaces(text),
  }));
  const position = (path: Path, part: Part = 'value'): Position => {
    const { lines, places } = reading();
    const { value: range, key } = places.find(path);
    const { start, end } = part === 'key' && key ? key : range;
    return lines.position(start, end);
  };
  return {
    position,
    within: (path, offset, length) => {
      const { lines, places } = reading();
      const { value: range, depth } = places.find(path);
      if (depth < path.length || text[range.start] !== '"') return position(path);
      const literal = text.slice(range.start, range.end);
      return lines.position(
        range.start + literalOffset(literal, offset),
        range.start + literalOffset(literal, offset + length),
      );
    },
  };
}

function read(text: string, lines: Lines): { value: unknown; problems: Diagnostic[] } {
  try {
    const value: unknown = JSON.parse(text);
    return { value, problems: namesIn(text) === keysIn(value) ? [] : duplicateKeys(text, lines) };
  } catch {
    return { value: undefined, problems: syntaxProblems(text, lines) };
  }
}

/** The number of keys in a text: when the value has as many, none was lost. Much faster than comparing the keys. */
function namesIn(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    let end = text.indexOf('"', start + 1);
    while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
    let next = end + 1;
    let sign = text.charCodeAt(next);
    while (sign !== COLON && WHITE.has(sign)) sign = text.charCodeAt((next += 1));
    if (sign === COLON) count += 1;
    start = text.indexOf('"', next);
  }
  return count;
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? 0 : members.length;
  for (const member of members) if (typeof member === 'object') count += keysIn(member);
  return count;
}

function syntaxProblems(text: string, lines: Lines): Diagnostic[] {
  const errors: ParseError[] = [];
  parseTree(text, errors, STRICT);
  if (text.startsWith('\uFEFF'))
    return [
      problem(
        'json/syntax',
        "The file begins with a byte order mark, which Grafana's JSON reader refuses, so it skips the file.",
        'Save it as UTF-8 without a byte order mark.',
        lines.position(0),
      ),
    ];
  // JSON.parse rejects texts in which the tolerant parser finds no error, such as a raw control character in a string.
  if (errors.length === 0)
    return [
      problem(
        'json/syntax',
        'The file is not valid JSON, so Grafana skips it.',
        'Check for a control character inside a string, or a number such as 01.',
        lines.position(0),
      ),
    ];
  // Later errors are consequences of the first.
  return errors
    .slice(0, 1)
    .map(({ error, offset, length }) =>
      problem(
        'json/syntax',
        `The file is not valid JSON: ${words(printParseErrorCode(error))}. Grafana skips the file.`,
        'Fix the syntax; JSON has no comments and no comma before a closing bracket.',
        lines.position(offset, offset + length),
      ),
    );
}

/** `PropertyNameExpected` -> `property name expected` */
function words(code: string): string {
  return code.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function duplicateKeys(text: string, lines: Lines): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const seen: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void seen.push(new Set()),
    onObjectEnd: () => void seen.pop(),
    onObjectProperty: (name, offset, length) => {
      const keys = seen.at(-1);
      if (keys?.has(name) && problems.length < MOST_PROBLEMS)
        problems.push(
          problem(
            'json/duplicate-key',
            `The key ${JSON.stringify(name)} occurs twice in one object; only the last one is used, the first is lost.`,
            'Remove one of the two.',
            lines.position(offset, offset + length),
          ),
        );
      keys?.add(name);
    },
  });
  return problems;
}

/** The places in a text that is not valid JSON, as far as it can be parsed. */
function brokenPlaces(text: string): JsonPlaces {
  const root = parseTree(text, [], STRICT);
  if (!root) return { find: () => ({ value: { start: 0, end: 1 }, key: undefined, depth: 0 }) };
  return {
    find(path) {
      let depth = path.length;
      let node = findNodeAtLocation(root, [...path]);
      while (!node && depth > 0) node = findNodeAtLocation(root, path.slice(0, (depth -= 1)));
      const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
      return { value: rangeOf(node ?? root), key: key && rangeOf(key), depth };
    },
  };
}

function rangeOf({ offset, length }: Node): Range {
  return { start: offset, end: offset + length };
}

function problem(id: string, message: string, hint: string, at: Position): Diagnostic {
  return { severity: 'error', id, message, hint, at };
}
