import type { Command, Operand, Pipe, Span, TemplateNode } from '../../grafana/go-template/nodes.ts';
import type { ParsedTemplate } from '../../grafana/go-template/parser.ts';
import { nestedScope, rootScope, type Scope, scopeOf } from '../../grafana/go-template/scope.ts';
import { getOrInsert } from '../get-or-insert.ts';

/** A place where a template of an alert rule uses a label or a value. */
export interface Mention extends Span {
  /** One label, one entry of `$values`, all of `$values`, or `$value`, the text of every value. */
  readonly of: 'label' | 'value' | 'values' | 'text of values';
  /** Name of the label or query; undefined for the current item of a `range`. */
  readonly name: string | undefined;
  /** The fields read from an entry of `$values`, such as `Value`. */
  readonly fields: readonly string[];
  /** Whether it is named right here, rather than through a variable or a dot that stands for it. */
  readonly isNamed: boolean;
  /** How it is used: printed, tested by an `if`, `with` or `range`, or stored in a variable. */
  readonly goes: 'printed' | 'asked' | 'kept';
  /** The function that it is passed to. */
  readonly by: Call | undefined;
  /** Whether an enclosing `if`, `with` or `range` tests this label. */
  readonly isGuarded: boolean;
}
export interface Call {
  readonly name: string;
  /** The format of `printf`, when it is a literal. */
  readonly format: string | undefined;
  /** Whether an argument is a number literal. */
  readonly hasNumber: boolean;
}

/** What an operand stands for, as far as the rules care. */
type Meaning = 'data' | 'labels' | Stands;
type Stands = Pick<Mention, 'of' | 'name' | 'fields'>;
interface Found extends Span {
  readonly meaning: Meaning | undefined;
  readonly isNamed: boolean;
}
type Use = Pick<Mention, 'goes' | 'by'>;
type Meanings = Scope<Meaning | undefined>;

const VALUES: Stands = { of: 'values', name: undefined, fields: [] };
const TEXT_OF_VALUES: Stands = { of: 'text of values', name: undefined, fields: [] };
/** Functions that return one of their arguments. */
const TRANSPARENT = new Set(['and', 'or']);

const mentions = new WeakMap<ParsedTemplate, readonly Mention[]>();

/** The labels and values that a template uses, in text order. Cached, because several rules need them. */
export function mentionsIn(template: ParsedTemplate): readonly Mention[] {
  return getOrInsert(mentions, template, () => mentionsOf(template));
}

function mentionsOf({ nodes }: ParsedTemplate): Mention[] {
  const found: Mention[] = [];
  let guarded: ReadonlySet<string> = new Set();

  function walk(list: readonly TemplateNode[], dot: Meaning | undefined, scope: Meanings): void {
    for (const node of list) step(node, dot, scope);
  }

  function step(node: TemplateNode, dot: Meaning | undefined, scope: Meanings): void {
    switch (node.kind) {
      case 'action': {
        const value = taken(node.pipe, dot, scope, {
          goes: node.pipe.variables.length > 0 ? 'kept' : 'printed',
          by: undefined,
        });
        for (const name of node.pipe.variables) set(scope, name, value, node.pipe.isAssignment);
        return;
      }
      case 'if':
      case 'with':
      case 'range':
        control(node, dot, scope);
        return;
      case 'template':
        if (node.pipe) taken(node.pipe, dot, scope, { goes: 'kept', by: undefined });
        return;
      case 'block': {
        const value = taken(node.pipe, dot, scope, { goes: 'kept', by: undefined });
        walk(node.list, value, rootScope<Meaning | undefined>(value));
        return;
      }
      default:
      // What data a definition will be called with is not known.
    }
  }

  function control(
    node: Extract<TemplateNode, { kind: 'if' | 'with' | 'range' }>,
    dot: Meaning | undefined,
    scope: Meanings,
  ): void {
    const inner = nestedScope(scope);
    const before = found.length;
    const value = taken(node.pipe, dot, inner, { goes: 'asked', by: undefined });
    const item = node.kind === 'range' ? itemOf(value) : value;
    const [first, second] = node.pipe.variables;
    if (first !== undefined) set(inner, first, second === undefined ? item : undefined, node.pipe.isAssignment);
    if (second !== undefined) set(inner, second, item, node.pipe.isAssignment);
    const outer = guarded;
    guarded = new Set([
      ...outer,
      ...found.slice(before).flatMap(({ of, name, by }) => (of === 'label' && !by ? (name ?? []) : [])),
    ]);
    walk(node.list, node.kind === 'if' ? dot : item, nestedScope(inner));
    guarded = outer;
    walk(node.otherwise, dot, nestedScope(inner));
  }

  /** The meaning of a pipe's result, which is recorded as a mention with this use. */
  function taken(pipe: Pipe, dot: Meaning | undefined, scope: Meanings, use: Use): Meaning | undefined {
    return mention(pipeValue(pipe, dot, scope, use), use);
  }

  function pipeValue({ commands, ...span }: Pipe, dot: Meaning | undefined, scope: Meanings, use: Use): Found {
    let value: Found = { meaning: undefined, isNamed: false, ...span };
    for (const [index, command] of commands.entries()) {
      const next = commands[index + 1];
      const goesOn = next ? { ...use, by: callOf(next) ?? use.by } : use;
      value = commandValue(command, dot, scope, goesOn);
      if (next) mention(value, goesOn);
    }
    return value;
  }

  function commandValue(command: Command, dot: Meaning | undefined, scope: Meanings, use: Use): Found {
    const [first, ...others] = command;
    if (first.kind !== 'function') return operandValue(first, dot, scope, use);
    const span = { offset: first.offset, length: endOf(others.at(-1) ?? first) - first.offset };
    const [map, key] = others;
    if (
      first.name === 'index' &&
      map &&
      key?.kind === 'literal' &&
      typeof key.value === 'string' &&
      others.length === 2
    ) {
      const container = operandValue(map, dot, scope, use);
      const meaning = field(container.meaning, key.value);
      if (meaning !== undefined) return { meaning, isNamed: true, ...span };
    }
    const by = callOf(command) ?? use.by;
    for (const operand of others) mention(operandValue(operand, dot, scope, { ...use, by }), { ...use, by });
    return { meaning: undefined, isNamed: false, ...span };
  }

  function operandValue(operand: Operand, dot: Meaning | undefined, scope: Meanings, use: Use): Found {
    const span = { offset: operand.offset, length: operand.length };
    if (operand.kind === 'literal' || operand.kind === 'function')
      return { meaning: undefined, isNamed: false, ...span };
    const inner = operand.kind === 'pipe' ? pipeValue(operand.pipe, dot, scope, use) : undefined;
    let meaning = inner
      ? inner.meaning
      : operand.kind === 'dot'
        ? dot
        : meaningOf(scope, operand.kind === 'variable' ? operand.name : '$');
    const isNamed = (inner?.isNamed ?? false) || meaning === 'data' || meaning === 'labels' || meaning === VALUES;
    for (const name of operand.fields) meaning = field(meaning, name);
    return { meaning, isNamed, ...span };
  }

  function mention({ meaning, isNamed, offset, length }: Found, { goes, by }: Use): Meaning | undefined {
    // A negative offset is in the prefix that Grafana adds, not in the rule's text.
    if (typeof meaning === 'object' && offset >= 0 && (meaning.of !== 'label' || isNamed)) {
      found.push({
        ...meaning,
        isNamed,
        goes,
        by,
        isGuarded: meaning.of === 'label' && meaning.name !== undefined && guarded.has(meaning.name),
        offset,
        length,
      });
    }
    return meaning;
  }

  walk(nodes, 'data', rootScope<Meaning | undefined>('data'));
  return found.sort((left, right) => left.offset - right.offset);
}

function field(meaning: Meaning | undefined, name: string): Meaning | undefined {
  if (meaning === 'data')
    return name === 'Labels' ? 'labels' : name === 'Values' ? VALUES : name === 'Value' ? TEXT_OF_VALUES : undefined;
  if (meaning === 'labels') return { of: 'label', name, fields: [] };
  if (meaning?.of === 'values') return { of: 'value', name, fields: [] };
  return meaning?.of === 'value' ? { ...meaning, fields: [...meaning.fields, name] } : undefined;
}

function itemOf(meaning: Meaning | undefined): Meaning | undefined {
  return meaning === VALUES ? { of: 'value', name: undefined, fields: [] } : undefined;
}

/** The function that a command passes its arguments to, unless it returns one of them unchanged. */
function callOf([first, ...others]: Command): Call | undefined {
  if (first.kind !== 'function' || TRANSPARENT.has(first.name)) return undefined;
  const [format] = others;
  return {
    name: first.name,
    format:
      first.name === 'printf' && format?.kind === 'literal' && typeof format.value === 'string'
        ? format.value
        : undefined,
    hasNumber: others.some(
      (operand) =>
        operand.kind === 'literal' && (typeof operand.value === 'number' || typeof operand.value === 'bigint'),
    ),
  };
}

function endOf({ offset, length }: Span): number {
  return offset + length;
}

function meaningOf(scope: Meanings, name: string): Meaning | undefined {
  return scopeOf(scope, name)?.variables.get(name);
}

/** A variable assigned inside a branch may have either value afterwards, so its meaning is dropped. */
function set(scope: Meanings, name: string, meaning: Meaning | undefined, isAssignment: boolean): void {
  const holder = isAssignment ? scopeOf(scope, name) : scope;
  holder?.variables.set(name, holder === scope ? meaning : undefined);
}
