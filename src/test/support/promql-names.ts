import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** Labels of a series by its full name (`…_bucket` included); nothing for a series that nobody exports. */
export type LabelsOfSeries = (series: string) => readonly string[] | undefined;

/** Labels of a vector; undefined for a scalar or a text. */
type Labels = ReadonlySet<string> | undefined;

/** Wrappers that keep the labels of what they hold. */
const WRAPPERS = new Set(['PromQL', 'ParenExpr', 'UnaryExpr', 'OffsetExpr', 'StepInvariantExpr', 'SubqueryExpr', 'MatrixSelector']);
const EXPRESSIONS = new Set([...WRAPPERS, 'VectorSelector', 'AggregateExpr', 'FunctionCall', 'BinaryExpr', 'NumberDurationLiteral', 'StringLiteral']);
const SCALARS = new Set(['time', 'pi', 'scalar']);
/** Aggregations that choose series and so keep all their labels. */
const CHOOSERS = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

/** Everything in a PromQL text that cannot be: syntax, unknown series, labels a series does not have, matchings that never match. */
export function promqlProblems(promql: string, labelsOfSeries: LabelsOfSeries): string[] {
  const broken = syntaxErrors(promql);
  if (broken.length > 0) return broken;
  return checked(promql, labelsOfSeries).problems;
}

/** Labels of the result of a PromQL text, none for a scalar. */
export function promqlLabels(promql: string, labelsOfSeries: LabelsOfSeries): string[] {
  return [...(checked(promql, labelsOfSeries).labels ?? [])];
}

/** Every series selector of a PromQL text: the name, and the matchers as written. */
export function selectorsIn(promql: string): { name: string; matchers: readonly (readonly [label: string, operator: string, value: string])[] }[] {
  const found: ReturnType<typeof selectorsIn> = [];
  parser.parse(promql).iterate({ enter: ({ name, node }) => void (name === 'VectorSelector' && found.push(selector(node, promql))) });
  return found;
}

function syntaxErrors(promql: string): string[] {
  const errors: string[] = [];
  parser.parse(promql).iterate({ enter: ({ type, from }) => void (type.isError && errors.push(`syntax error at ${from}, before ${JSON.stringify(promql.slice(from, from + 20))}`)) });
  return errors;
}

function checked(promql: string, labelsOfSeries: LabelsOfSeries): { labels: Labels; problems: string[] } {
  const problems: string[] = [];
  const source = (node: SyntaxNode): string => promql.slice(node.from, node.to);
  const names = (node: SyntaxNode | null): string[] => (node?.getChildren('LabelName') ?? []).map(source);
  const missing = (wanted: readonly string[], present: Labels, what: string): void => {
    for (const label of wanted) if (!present?.has(label)) problems.push(`${what} names the label ${label}, but there are only: ${[...(present ?? [])].join(', ') || 'none'}`);
  };

  const labelsOf = (node: SyntaxNode): Labels => {
    if (WRAPPERS.has(node.name)) return labelsOf(only(expressions(node)));
    if (node.name === 'VectorSelector') return ofSelector(node);
    if (node.name === 'AggregateExpr') return ofAggregation(node);
    if (node.name === 'FunctionCall') return ofFunction(node);
    if (node.name === 'BinaryExpr') return ofOperation(node);
    return undefined;
  };

  const ofSelector = (node: SyntaxNode): Labels => {
    const { name, matchers } = selector(node, promql);
    const known = labelsOfSeries(name);
    if (!known) problems.push(`nobody exports ${name}`);
    const labels = new Set(known);
    if (known) missing(matchers.map(([label]) => label).filter((label) => label !== '__name__'), labels, source(node));
    return labels;
  };

  const ofAggregation = (node: SyntaxNode): Labels => {
    const operator = source(only(node.getChildren('AggregateOp')));
    const [parameter, last] = expressions(only(node.getChildren('FunctionCallBody')));
    const inner = labelsOf(last ?? parameter ?? node);
    const modifier = node.getChild('AggregateModifier');
    const grouping = names(modifier?.getChild('GroupingLabels') ?? null);
    if (modifier) missing(grouping, inner, source(modifier));
    if (CHOOSERS.has(operator)) return inner;
    const kept = modifier?.getChild('Without') ? without(inner, grouping) : new Set(grouping);
    return operator === 'count_values' && parameter ? new Set([...kept, text(source(parameter))]) : kept;
  };

  const ofFunction = (node: SyntaxNode): Labels => {
    const name = source(only(node.getChildren('FunctionIdentifier')));
    const body = node.getChild('FunctionCallBody');
    const args = body ? expressions(body) : [];
    const vector = args.map(labelsOf).find((labels) => labels !== undefined);
    const words = args.filter(({ name: kind }) => kind === 'StringLiteral').map((arg) => text(source(arg)));
    if (SCALARS.has(name)) return undefined;
    if (name === 'histogram_quantile' || name === 'histogram_fraction') {
      missing(['le'], vector, source(node));
      return without(vector, ['le']);
    }
    if (name === 'label_replace') missing([words[2] ?? ''], vector, source(node));
    if (name === 'label_join') missing(words.slice(2), vector, source(node));
    if (name === 'label_replace' || name === 'label_join') return new Set([...(vector ?? []), words[0] ?? '']);
    return vector ?? new Set();
  };

  const ofOperation = (node: SyntaxNode): Labels => {
    const [left, right] = expressions(node);
    const [leftLabels, rightLabels] = [left && labelsOf(left), right && labelsOf(right)];
    if (!leftLabels || !rightLabels) return leftLabels ?? rightLabels;
    const isSetOperator = Boolean(node.getChild('And') ?? node.getChild('Or') ?? node.getChild('Unless'));
    const clause = node.getChild('MatchingModifierClause');
    const lists = clause?.getChildren('GroupingLabels') ?? [];
    const chosen = clause?.getChild('On') ?? clause?.getChild('Ignoring') ? names(lists[0] ?? null) : undefined;
    const grouped = clause?.getChild('GroupLeft') ?? clause?.getChild('GroupRight') ?? undefined;
    const what = source(node);
    if (clause?.getChild('On')) {
      missing(chosen ?? [], leftLabels, what);
      missing(chosen ?? [], rightLabels, what);
      const several = [leftLabels, rightLabels].some((labels) => [...labels].some((label) => !chosen?.includes(label)));
      if (several && !isSetOperator && !grouped) problems.push(`${what} matches on fewer labels than a side has, which fails as soon as one of them has two values`);
    } else if (!node.getChild('Or')) {
      const [one, other] = [without(leftLabels, chosen ?? []), without(rightLabels, chosen ?? [])];
      if (!grouped && !equal(one, other)) problems.push(`${what} never matches: {${[...one].join(', ')}} against {${[...other].join(', ')}}`);
    }
    if (node.getChild('Or')) return new Set([...leftLabels, ...rightLabels]);
    if (isSetOperator) return leftLabels;
    if (!grouped) return clause?.getChild('On') ? new Set(chosen) : without(leftLabels, chosen ?? []);
    const [many, single] = grouped.name === 'GroupLeft' ? [leftLabels, rightLabels] : [rightLabels, leftLabels];
    const brought = lists.length > 1 ? names(lists[1] ?? null) : [];
    missing(brought, single, what);
    return new Set([...many, ...brought]);
  };

  return { labels: labelsOf(parser.parse(promql).topNode), problems };
}

function selector(node: SyntaxNode, promql: string): ReturnType<typeof selectorsIn>[number] {
  const source = (child: SyntaxNode | null): string => (child ? promql.slice(child.from, child.to) : '');
  const list = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const matchers = list.map((matcher) => [source(matcher.getChild('LabelName')), source(matcher.getChild('MatchOp')), text(source(matcher.getChild('StringLiteral')))] as const);
  const byName = matchers.find(([label]) => label === '__name__');
  return { name: source(node.getChild('Identifier')) || (byName?.[2] ?? ''), matchers };
}

function expressions(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (EXPRESSIONS.has(child.name)) found.push(child);
  return found;
}

function only(nodes: readonly SyntaxNode[]): SyntaxNode {
  const [node] = nodes;
  if (!node) throw new Error('The PromQL grammar has changed: a part that was always there is missing.');
  return node;
}

function without(labels: Labels, gone: readonly string[]): ReadonlySet<string> {
  return new Set([...(labels ?? [])].filter((label) => !gone.includes(label)));
}

function equal(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((label) => other.has(label));
}

/** The text inside a string of PromQL, near enough for names. */
function text(literal: string): string {
  return literal.slice(1, -1);
}
