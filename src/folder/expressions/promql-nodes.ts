import type { SyntaxNode } from '@lezer/common';

import { goPattern } from '../../grafana/go-pattern.ts';

/** Nodes that hold one expression and do not change its labels. */
export const WRAPPERS: ReadonlySet<string> = new Set([
  'PromQL',
  'ParenExpr',
  'UnaryExpr',
  'OffsetExpr',
  'StepInvariantExpr',
  'SubqueryExpr',
  'MatrixSelector',
  'SmoothedExpr',
  'AnchoredExpr',
]);
const EXPRESSIONS: ReadonlySet<string> = new Set([
  ...WRAPPERS,
  'VectorSelector',
  'AggregateExpr',
  'FunctionCall',
  'BinaryExpr',
  'NumberDurationLiteral',
  'StringLiteral',
]);
/** Comparison operators, by their names in the grammar. */
export const COMPARISONS: readonly string[] = ['Eql', 'Neq', 'Lte', 'Lss', 'Gte', 'Gtr'];

/** A matcher as written; the value is the text inside its quotes. */
export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}
/** A parsed series selector; the name is empty when it has only matchers. */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly node: SyntaxNode;
}

/** The first child of a kind; far cheaper than the node's own `getChild`, which makes a cursor. */
export function childOf(node: SyntaxNode | null | undefined, kind: string): SyntaxNode | null {
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) if (child.name === kind) return child;
  return null;
}

/** Every child of a kind. */
export function childrenOf(node: SyntaxNode | null | undefined, kind: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling)
    if (child.name === kind) found.push(child);
  return found;
}

/** The expressions directly in a node. */
export function expressionsIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (EXPRESSIONS.has(child.name)) found.push(child);
  return found;
}

/** The arguments of a function or an aggregation. */
export function argumentsOf(node: SyntaxNode): SyntaxNode[] {
  const body = childOf(node, 'FunctionCallBody');
  return body ? expressionsIn(body) : [];
}

/** The name of a call's function or an aggregation's operator, such as `rate` or `sum`. */
export function operationOf(node: SyntaxNode, text: string): string {
  const name = childOf(node, 'FunctionIdentifier') ?? childOf(node, 'AggregateOp');
  return name ? text.slice(name.from, name.to).toLowerCase() : '';
}

/** The node inside parentheses and the top node. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  const [only] = node.name === 'PromQL' || node.name === 'ParenExpr' ? expressionsIn(node) : [];
  return only ? unwrapped(only) : node;
}

/**
 * The nodes of the latest tree only: rules check one tree after the other, and a map of all trees would cost more than
 * it saves.
 */
let last: { readonly tree: SyntaxNode; readonly nodes: ReadonlyMap<string, readonly SyntaxNode[]> } | undefined;

/** Every node of a kind, in a tree or below a node; those of a whole tree are collected once for all rules. */
export function nodesOf(node: SyntaxNode, kind: string): readonly SyntaxNode[] {
  if (node.name !== 'PromQL') return below(node).get(kind) ?? [];
  if (last?.tree !== node) last = { tree: node, nodes: below(node) };
  return last.nodes.get(kind) ?? [];
}

function below(node: SyntaxNode): ReadonlyMap<string, readonly SyntaxNode[]> {
  const found = new Map<string, SyntaxNode[]>();
  const visit = (at: SyntaxNode): void => {
    const list = found.get(at.name);
    if (list) list.push(at);
    else found.set(at.name, [at]);
    for (let child = at.firstChild; child; child = child.nextSibling) visit(child);
  };
  visit(node);
  return found;
}

/** Takes a `VectorSelector` apart. */
export function selectorOf(node: SyntaxNode, text: string): Selector {
  const source = (child: SyntaxNode | null): string => (child ? text.slice(child.from, child.to) : '');
  const list = childOf(node, 'LabelMatchers');
  const quoted = childOf(list, 'QuotedLabelName');
  const matchers = ['UnquotedLabelMatcher', 'QuotedLabelMatcher']
    .flatMap((kind) => childrenOf(list, kind) ?? [])
    .map((matcher): Matcher => {
      const label = childOf(matcher, 'LabelName');
      const value = childrenOf(matcher, 'StringLiteral').at(-1) ?? null;
      return {
        label: label ? source(label) : unquoted(source(childOf(matcher, 'QuotedLabelName'))),
        operator: source(childOf(matcher, 'MatchOp')),
        value: unquoted(source(value)),
        from: matcher.from,
        to: matcher.to,
      };
    });
  const byName = matchers.find(({ label, operator }) => label === '__name__' && operator === '=');
  return {
    name: source(childOf(node, 'Identifier')) || (quoted ? unquoted(source(quoted)) : (byName?.value ?? '')),
    matchers,
    node,
  };
}

/** Every series selector below a node. */
export function selectorsBelow(node: SyntaxNode, text: string): Selector[] {
  return nodesOf(node, 'VectorSelector').map((selector) => selectorOf(selector, text));
}

/** The labels of a `by`, `without`, `on` or `group_left` clause, with their nodes. */
export function labelNodes(grouping: SyntaxNode | null | undefined): SyntaxNode[] {
  return grouping ? [...childrenOf(grouping, 'LabelName'), ...childrenOf(grouping, 'QuotedLabelName')] : [];
}

/** The text inside a PromQL string with its escapes unresolved, which is close enough for names. */
export function unquoted(literal: string): string {
  return literal.slice(1, -1);
}

/** Whether a binary operation has one of these operators. */
export function hasOperator(node: SyntaxNode, operators: readonly string[]): boolean {
  return operators.some((operator) => childOf(node, operator));
}

/** Whether a matcher matches a series without the label. */
export function matchesAbsent({ operator, value }: Matcher): boolean {
  if (operator === '=') return value === '';
  if (operator === '!=') return value !== '';
  const isMatch = matches(value, '');
  return operator === '=~' ? isMatch : !isMatch;
}

/** Whether Prometheus and Loki can compile a regex that is written in quotes, where backslashes are doubled. */
export function isReadableRegex(regex: string): boolean {
  return goPattern(regex.replaceAll('\\\\', '\\'), { isSingleLine: true }) !== undefined;
}

/** Whether a regex, anchored as in Prometheus, matches a text; an invalid one matches everything. */
export function matches(regex: string, text: string): boolean {
  return goPattern(regex.replaceAll('\\\\', '\\'), { isSingleLine: true })?.isWhole(text) ?? true;
}
