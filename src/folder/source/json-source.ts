import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';

import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import { literalOffset } from './literal-offset.ts';
import { Lines, type Part, type Path, type Source } from './source.ts';

/** Of one file: who fixes these finds the others. */
const MOST_PROBLEMS = 100;
/** Between a key and its colon: space, tab, line feed, carriage return. */
const WHITE = new Set([32, 9, 10, 13]);
const STRICT = { disallowComments: true, allowTrailingComma: false } as const;

/**
 * A tree takes thirty times its text, and a folder has hundreds of dashboards with findings. They are judged one after
 * the other, so one tree is enough.
 */
let latest: { readonly text: string; readonly root: Node | undefined } | undefined;

/**
 * Reads a JSON file. Values come from JSON.parse; the tree with positions is only built when a position is asked for.
 */
export function jsonSource(file: string, text: string): Source {
  const lines = new Lines(file, text);
  const root = (): Node | undefined => {
    if (latest?.text !== text) latest = { text, root: parseTree(text, [], STRICT) };
    return latest.root;
  };
  const { value, problems } = read(text, lines);
  return {
    file,
    text,
    value,
    problems,
    position: (path, part = 'value') => nodePosition(root(), path, part, lines),
    within: (path, offset, length) => withinPosition(root(), path, offset, length, text, lines),
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

/** How many keys the objects of a text have: where the value has as many, none was lost. Much faster than to look at each. */
function namesIn(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    let end = text.indexOf('"', start + 1);
    while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
    let next = end + 1;
    while (WHITE.has(text.charCodeAt(next))) next += 1;
    if (text[next] === ':') count += 1;
    start = text.indexOf('"', next);
  }
  return count;
}

/** Whether an odd number of backslashes stands before a character. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: readonly unknown[] = Object.values(value);
  return members.reduce<number>((sum, member) => sum + keysIn(member), Array.isArray(value) ? 0 : members.length);
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
  // What JSON.parse refuses and the tolerant reader does not name, such as a raw control character in a text.
  if (errors.length === 0)
    return [
      problem(
        'json/syntax',
        'The file is not valid JSON, so Grafana skips it.',
        'Look for a control character inside a text, or a number such as 01.',
        lines.position(0),
      ),
    ];
  // What follows the first is its echo.
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

function nodePosition(root: Node | undefined, path: Path, part: Part, lines: Lines): Position {
  const node = nearestNode(root, path);
  if (!node) return lines.position(0);
  const keyNode = part === 'key' && node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  const shown = keyNode ?? node;
  return lines.position(shown.offset, shown.offset + shown.length);
}

function withinPosition(
  root: Node | undefined,
  path: Path,
  offset: number,
  length: number,
  text: string,
  lines: Lines,
): Position {
  const node = root && findNodeAtLocation(root, [...path]);
  if (node?.type !== 'string') return nodePosition(root, path, 'value', lines);
  const literal = text.slice(node.offset, node.offset + node.length);
  return lines.position(
    node.offset + literalOffset(literal, offset),
    node.offset + literalOffset(literal, offset + length),
  );
}

function nearestNode(root: Node | undefined, path: Path): Node | undefined {
  if (!root) return undefined;
  for (let end = path.length; end >= 0; end -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, end));
    if (node) return node;
  }
  return root;
}

function problem(id: string, message: string, hint: string, at: Position): Diagnostic {
  return { severity: 'error', id, message, hint, at };
}
