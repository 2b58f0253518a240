import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  Scalar,
  visit,
  type YAMLError,
} from 'yaml';

import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import { literalOffset } from './literal-offset.ts';
import { Lines, type Part, type Path, type Source } from './source.ts';

/** Per file: fixing these reveals the others. */
const MOST_PROBLEMS = 100;

/** Reads a YAML file as Grafana does: only the first document, no duplicate keys, bare words as strings. */
export function yamlSource(file: string, text: string): Source {
  const lines = new Lines(file, text);
  const [document, later] = documentsOf(text);
  const problems = [
    ...toldErrors(document?.errors ?? [])
      .slice(0, MOST_PROBLEMS)
      .map((error) => syntaxProblem(error, lines)),
    ...(document ? keyProblems(document, lines) : []),
    ...(later
      ? [
          problem(
            'yaml/documents',
            'Grafana reads only the first document of a file; everything below this line is ignored.',
            'Put it in its own file, or merge the two.',
            lines.position(later.range[0]),
          ),
        ]
      : []),
  ];
  const value = document && document.errors.length === 0 ? valueOf(document, problems, lines) : undefined;
  // A tree takes a hundred times the memory of its text, and only files with findings need places: they are parsed
  // again then.
  let tree: Document.Parsed | undefined;
  const again = () => (tree ??= documentsOf(text)[0]);
  return {
    file,
    text,
    problems,
    value,
    position: (path, part = 'value') => nodePosition(again(), path, part, lines),
    within: (path, offset, length) => withinPosition(again(), path, offset, length, text, lines),
  };
}

function documentsOf(text: string): readonly Document.Parsed[] {
  // Grafana's reader is a YAML 1.2 reader that supports merge keys.
  const documents = parseAllDocuments(text, {
    version: '1.2',
    merge: true,
    lineCounter: new LineCounter(),
    prettyErrors: false,
    logLevel: 'error',
  });
  return 'empty' in documents ? [] : documents;
}

/** The value of a document; aliases of aliases that would fill the memory are reported. */
function valueOf(document: Document.Parsed, problems: Diagnostic[], lines: Lines): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    problems.push(
      problem(
        'yaml/aliases',
        'Its aliases refer to each other so often that the file would fill the memory; it was not read.',
        'Replace the aliases with their content.',
        lines.position(0),
      ),
    );
    return undefined;
  }
}

/**
 * A tab or a wrong indent breaks everything after it, so only the first such error is reported. Duplicate keys are
 * mistakes of their own.
 */
function toldErrors(errors: readonly YAMLError[]): readonly YAMLError[] {
  const twice = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const others = errors
    .filter(({ code }) => code !== 'DUPLICATE_KEY')
    .sort((left, right) => left.pos[0] - right.pos[0]);
  // A tab explains the errors that it causes.
  const first = others.find(({ code }) => code === 'TAB_AS_INDENT') ?? others[0];
  return first ? [...twice.filter(({ pos }) => pos[0] < first.pos[0]), first] : twice;
}

function syntaxProblem(error: YAMLError, lines: Lines): Diagnostic {
  const at = lines.position(...error.pos);
  if (error.code === 'DUPLICATE_KEY')
    return problem(
      'yaml/duplicate-key',
      'This key occurs twice in one map; Grafana refuses to start.',
      'Remove one of the two.',
      at,
    );
  if (error.code === 'TAB_AS_INDENT')
    return problem(
      'yaml/syntax',
      'This line is indented with a tab; YAML requires spaces, so Grafana refuses to start.',
      'Replace the tab with spaces.',
      at,
    );
  return problem(
    'yaml/syntax',
    `The file is not valid YAML: ${error.message.replace(/\.$/, '')}. Grafana refuses to start.`,
    'Fix the syntax here; often the indent of this line, or a quote or bracket above it, is wrong.',
    at,
  );
}

/** Inside a JSON value, Grafana panics on a map key that is not a string; elsewhere it converts the key to a string. */
function keyProblems(document: Document.Parsed, lines: Lines): Diagnostic[] {
  const problems: Diagnostic[] = [];
  visit(document, {
    Pair(_, pair) {
      const { key } = pair;
      if (!isScalar(key) || typeof key.value === 'string' || key.source === '<<') return;
      const [start, end] = (key as Scalar.Parsed).range;
      problems.push(
        problem(
          'yaml/key',
          `The key ${key.source ?? String(key.value)} is not a string: Grafana panics on such a key inside jsonData and settings.`,
          'Write it in quotes.',
          lines.position(start, end),
        ),
      );
    },
  });
  return problems;
}

function nodePosition(document: Document.Parsed | undefined, path: Path, part: Part, lines: Lines): Position {
  const found = document?.contents ? nearest(document.contents, path, document) : undefined;
  if (!found) return lines.position(0);
  const { node, key, exact } = found;
  const [start, end] = range(part === 'key' && key && exact ? key : node, key);
  return lines.position(start, end);
}

function range(node: Node, key: Node | undefined): [number, number] {
  const [start, end] = node.range ?? [0, 1];
  // A map or list begins where its first member does, so its key is the better place.
  if ((isMap(node) || isSeq(node)) && key?.range && !node.flow) return [key.range[0], key.range[1]];
  // An empty value has no characters to point at.
  return start === end && key?.range ? [key.range[0], key.range[1]] : [start, end];
}

function withinPosition(
  document: Document.Parsed | undefined,
  path: Path,
  offset: number,
  length: number,
  text: string,
  lines: Lines,
): Position {
  const found = document?.contents ? nearest(document.contents, path, document) : undefined;
  if (!found?.exact || !isScalar(found.node) || !found.node.range) return nodePosition(document, path, 'value', lines);
  const [start, end] = found.node.range;
  const at = scalarOffset(found.node.type, text.slice(start, end), String(found.node.value), offset);
  const last = scalarOffset(found.node.type, text.slice(start, end), String(found.node.value), offset + length);
  return at === undefined || last === undefined ? lines.position(start, end) : lines.position(start + at, start + last);
}

/** The offset, in the scalar as written, of a character of its text; undefined where folding hides it. */
function scalarOffset(
  type: string | null | undefined,
  written: string,
  value: string,
  offset: number,
): number | undefined {
  if (type === Scalar.PLAIN) return written === value ? offset : undefined;
  if (type === Scalar.QUOTE_DOUBLE) return written.includes('\n') ? undefined : literalOffset(written, offset);
  if (type === Scalar.QUOTE_SINGLE) {
    if (written.includes('\n')) return undefined;
    return 1 + offset + (value.slice(0, offset).match(/'/g)?.length ?? 0);
  }
  if (type !== Scalar.BLOCK_LITERAL) return undefined;
  // `|` keeps lines as they are, each after the same indentation.
  const body = written.indexOf('\n') + 1;
  const indent = /^ */.exec(written.slice(body).replace(/^\n+/, ''))?.[0].length ?? 0;
  const before = value.slice(0, offset);
  const line = before.split('\n').length - 1;
  const lineStart = written
    .split('\n')
    .slice(1, 1 + line)
    .reduce((total, one) => total + one.length + 1, body);
  return lineStart + indent + (offset - (before.lastIndexOf('\n') + 1));
}

interface Found {
  readonly node: Node;
  readonly key: Node | undefined;
  readonly exact: boolean;
}

/** The node at a path, or the last existing one on the way to it. */
function nearest(contents: Node, path: Path, document: Document.Parsed): Found {
  let node: Node = contents;
  let key: Node | undefined;
  for (const step of path) {
    const holder = resolved(node, document);
    let next: unknown;
    let nextKey: Node | undefined;
    if (isMap(holder)) {
      const pair = holder.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      next = pair?.value ?? pair?.key;
      nextKey = isNode(pair?.key) ? pair.key : undefined;
    } else if (isSeq(holder) && typeof step === 'number') {
      next = holder.items[step];
    }
    if (!isNode(next)) return { node, key, exact: false };
    node = next;
    key = nextKey;
  }
  return { node, key, exact: true };
}

function resolved(node: Node, document: Document.Parsed): Node {
  return 'source' in node && 'resolve' in node && typeof node.resolve === 'function'
    ? ((node.resolve as (doc: Document) => Node | undefined)(document) ?? node)
    : node;
}

function problem(id: string, message: string, hint: string, at: Position): Diagnostic {
  return { severity: 'error', id, message, hint, at };
}
