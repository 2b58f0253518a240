import type { SyntaxNode } from '@lezer/common';

/** Nodes that hold one expression and change nothing of its labels. */
export const WRAPPERS: ReadonlySet<string> = new Set(['PromQL', 'ParenExpr', 'UnaryExpr', 'OffsetExpr', 'StepInvariantExpr', 'SubqueryExpr', 'MatrixSelector', 'SmoothedExpr', 'AnchoredExpr']);
const EXPRESSIONS: ReadonlySet<string> = new Set([...WRAPPERS, 'VectorSelector', 'AggregateExpr', 'FunctionCall', 'BinaryExpr', 'NumberDurationLiteral', 'StringLiteral']);
export const COMPARISONS: readonly string[] = ['Eql', 'Neq', 'Lte', 'Lss', 'Gte', 'Gtr'];

/** A matcher as written; the value is the text inside its quotes. */
export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}
/** A series selector taken apart; the name is empty where only matchers choose. */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly node: SyntaxNode;
}

/** The expressions directly in a node. */
export function expressionsIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (EXPRESSIONS.has(child.name)) found.push(child);
  return found;
}

/** The arguments of a function or an aggregation. */
export function argumentsOf(node: SyntaxNode): SyntaxNode[] {
  const body = node.getChild('FunctionCallBody');
  return body ? expressionsIn(body) : [];
}

/** `rate` or `sum` of a call or an aggregation. */
export function operationOf(node: SyntaxNode, text: string): string {
  const name = node.getChild('FunctionIdentifier') ?? node.getChild('AggregateOp');
  return name ? text.slice(name.from, name.to).toLowerCase() : '';
}

/** The node below parentheses and the top. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  const [only] = node.name === 'PromQL' || node.name === 'ParenExpr' ? expressionsIn(node) : [];
  return only ? unwrapped(only) : node;
}

/** Every node of a kind, in a tree or below a node. */
export function nodesOf(node: SyntaxNode, kind: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (at: SyntaxNode): void => {
    if (at.name === kind) found.push(at);
    for (let child = at.firstChild; child; child = child.nextSibling) visit(child);
  };
  visit(node);
  return found;
}

/** Takes a `VectorSelector` apart. */
export function selectorOf(node: SyntaxNode, text: string): Selector {
  const source = (child: SyntaxNode | null): string => (child ? text.slice(child.from, child.to) : '');
  const list = node.getChild('LabelMatchers');
  const quoted = list?.getChild('QuotedLabelName');
  const matchers = ['UnquotedLabelMatcher', 'QuotedLabelMatcher'].flatMap((kind) => list?.getChildren(kind) ?? []).map((matcher): Matcher => {
    const label = matcher.getChild('LabelName');
    const value = matcher.getChildren('StringLiteral').at(-1) ?? null;
    return { label: label ? source(label) : unquoted(source(matcher.getChild('QuotedLabelName'))), operator: source(matcher.getChild('MatchOp')), value: unquoted(source(value)), from: matcher.from, to: matcher.to };
  });
  const byName = matchers.find(({ label, operator }) => label === '__name__' && operator === '=');
  return { name: source(node.getChild('Identifier')) || (quoted ? unquoted(source(quoted)) : (byName?.value ?? '')), matchers, node };
}

/** Every series selector below a node. */
export function selectorsBelow(node: SyntaxNode, text: string): Selector[] {
  return nodesOf(node, 'VectorSelector').map((selector) => selectorOf(selector, text));
}

/** The labels of a `by`, `without`, `on` or `group_left` clause, with their nodes. */
export function labelNodes(grouping: SyntaxNode | null | undefined): SyntaxNode[] {
  return grouping ? [...grouping.getChildren('LabelName'), ...grouping.getChildren('QuotedLabelName')] : [];
}

/** The text inside a string of PromQL, near enough for names. */
export function unquoted(literal: string): string {
  return literal.slice(1, -1);
}

/** Whether a binary operation has one of these operators. */
export function hasOperator(node: SyntaxNode, operators: readonly string[]): boolean {
  return operators.some((operator) => node.getChild(operator));
}

/** Whether a matcher is true for a series without the label. */
export function matchesAbsent({ operator, value }: Matcher): boolean {
  if (operator === '=') return value === '';
  if (operator === '!=') return value !== '';
  const isMatch = matches(value, '');
  return operator === '=~' ? isMatch : !isMatch;
}

/** Whether a regex of Prometheus, which is anchored, fits a text; an unreadable one fits everything. */
export function matches(regex: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${regex.replaceAll('\\\\', '\\').replace(/^\(\?i\)/, '')})$`).test(text);
  } catch {
    return true;
  }
}
