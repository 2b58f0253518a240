import type { SyntaxNode } from '@lezer/common';

import { closed, type LabelSet, lacks, NO_LABELS, only, open, without, withLabels } from './promql-labels.ts';
import {
  argumentsOf,
  childOf,
  expressionsIn,
  labelNodes,
  matches,
  matchesAbsent,
  operationOf,
  selectorOf,
  selectorsBelow,
  WRAPPERS,
} from './promql-nodes.ts';
import { labelsOfOperation } from './promql-operation.ts';
import type { SeriesLookup } from './promql-series.ts';
import { checkLabel, checkLabels, nameOf, type PromqlProblem, report, type Walk, wordOf } from './promql-walk.ts';

/** The result labels of a PromQL query, and the problems found in it. */
export interface PromqlFacts {
  /** Labels of the result; undefined for a scalar or a string. */
  readonly labels: LabelSet | undefined;
  readonly problems: readonly PromqlProblem[];
}
export interface PromqlOptions {
  /** Finds the series that exist; without it, any metric may have any labels. */
  readonly series?: SeriesLookup | undefined;
  /** Whether a part of the text is as it was written, not the value of a variable. */
  readonly isWritten?: (from: number, to: number) => boolean;
}

const SCALARS = new Set(['time', 'pi', 'scalar']);
const CLOCKS = new Set([
  'minute',
  'hour',
  'month',
  'year',
  'day_of_week',
  'day_of_month',
  'day_of_year',
  'days_in_month',
]);
/** Aggregations that select series and so keep all their labels. */
export const CHOOSERS: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
const QUANTILES = new Set(['histogram_quantile', 'histogram_fraction']);

/** Follows the labels through a PromQL query that parses. */
export function promqlFacts(
  tree: SyntaxNode,
  text: string,
  { series, isWritten = () => true }: PromqlOptions = {},
): PromqlFacts {
  const walk: Walk = { text, series, isWritten, problems: [] };
  return { labels: labelsOf(tree, walk), problems: walk.problems };
}

type Labelled = (node: SyntaxNode, walk: Walk) => LabelSet | undefined;

/** The labels of each kind of node; a scalar or a string has none. */
const byKind: Readonly<Record<string, Labelled>> = {
  ...Object.fromEntries([...WRAPPERS].map((kind) => [kind, labelsOfFirst])),
  VectorSelector: ofSelector,
  AggregateExpr: ofAggregation,
  FunctionCall: ofFunction,
  BinaryExpr: ofOperation,
};

function labelsOf(node: SyntaxNode, walk: Walk): LabelSet | undefined {
  return byKind[node.name]?.(node, walk);
}

function labelsOfFirst(node: SyntaxNode, walk: Walk): LabelSet | undefined {
  const [first] = expressionsIn(node);
  return first && labelsOf(first, walk);
}

function ofSelector(node: SyntaxNode, walk: Walk): LabelSet {
  const { name: metric, matchers } = selectorOf(node, walk.text);
  const isFixed = ({ label, operator, value, from, to }: (typeof matchers)[number]): boolean =>
    label !== '__name__' && operator === '=' && value !== '' && walk.isWritten(from, to);
  const fixed = new Map(matchers.filter(isFixed).map(({ label, value }) => [label, value]));
  if (metric === '' || !walk.series) return open(fixed);
  const known = walk.series(metric);
  if (!known)
    report(walk, 'metric', childOf(node, 'Identifier') ?? node, `the catalog has no metric ${metric}`, {
      name: metric,
    });
  if (!known?.labels) return open(fixed);
  const labels = closed(known.labels, true, fixed);
  for (const matcher of matchers)
    if (matcher.label !== '__name__' && !matchesAbsent(matcher)) checkLabel(walk, matcher.label, matcher, labels);
  return labels;
}

function ofAggregation(node: SyntaxNode, walk: Walk): LabelSet {
  const operator = operationOf(node, walk.text);
  const args = argumentsOf(node);
  const inner = args.map((argument) => labelsOf(argument, walk)).at(-1) ?? NO_LABELS;
  const modifier = childOf(node, 'AggregateModifier');
  const grouping = labelNodes(childOf(modifier, 'GroupingLabels'));
  const names = grouping.map((label) => nameOf(label, walk));
  if (childOf(modifier, 'By')) checkLabels(walk, grouping, inner);
  if (CHOOSERS.has(operator)) return inner;
  const kept = childOf(modifier, 'Without') ? without(inner, names) : only(inner, names);
  const [parameter] = args;
  return operator === 'count_values' && parameter ? withLabels(kept, [wordOf(parameter, walk)]) : kept;
}

function ofFunction(node: SyntaxNode, walk: Walk): LabelSet | undefined {
  const operation = operationOf(node, walk.text);
  const args = argumentsOf(node);
  const vector = args.map((argument) => labelsOf(argument, walk)).find((labels) => labels !== undefined);
  if (SCALARS.has(operation)) return undefined;
  if (operation === 'vector' || (CLOCKS.has(operation) && args.length === 0)) return NO_LABELS;
  if (operation === 'info') return open();
  if (operation === 'absent' || operation === 'absent_over_time') return ofAbsent(node, walk);
  if (QUANTILES.has(operation)) return ofQuantile(node, vector ?? NO_LABELS, walk);
  const words = args.filter(({ name: kind }) => kind === 'StringLiteral');
  if (operation === 'label_replace') return ofLabelReplace(words, vector, walk);
  return operation === 'label_join' ? ofLabelJoin(words, vector, walk) : (vector ?? NO_LABELS);
}

/** `label_replace(vector, target, replacement, source, regex)`; the words are the arguments after the vector. */
function ofLabelReplace(words: readonly SyntaxNode[], vector: LabelSet | undefined, walk: Walk): LabelSet {
  const [target = '', replacement = '', source = '', regex = ''] = words.map((word) => wordOf(word, walk));
  if (words[2] && !setsConstant(replacement, regex)) checkLabel(walk, source, words[2], vector);
  return withLabels(vector ?? NO_LABELS, [target]);
}

/** `label_join(vector, target, separator, ...sources)`; the words are the arguments after the vector. */
function ofLabelJoin(words: readonly SyntaxNode[], vector: LabelSet | undefined, walk: Walk): LabelSet {
  const [target = ''] = words.map((word) => wordOf(word, walk));
  const sources = words.slice(2);
  for (const source of sources) checkLabel(walk, wordOf(source, walk), source, vector, false);
  // If no source label exists, the joined label is empty, which is the same as not having it.
  const isEmpty = vector && sources.every((source) => lacks(vector, wordOf(source, walk)));
  return isEmpty ? without(vector, [target]) : withLabels(vector ?? NO_LABELS, [target]);
}

/** The labels of `absent()`: those of its equality matchers. */
function ofAbsent(node: SyntaxNode, { text }: Walk): LabelSet {
  const selectors = selectorsBelow(node, text);
  const matchers = selectors.length === 1 ? (selectors[0]?.matchers ?? []) : [];
  return closed(
    matchers.filter(({ label, operator }) => operator === '=' && label !== '__name__').map(({ label }) => label),
  );
}

function ofQuantile(node: SyntaxNode, vector: LabelSet, walk: Walk): LabelSet {
  if (hasClassicBuckets(node, walk) && lacks(vector, 'le'))
    report(walk, 'quantile', node, 'a quantile is computed from buckets, but their label le was dropped', {
      hint: 'Keep le: sum by (le, …) (rate(…_bucket[…])).',
    });
  return without(vector, ['le']);
}

/** A native histogram has no `le`; without a catalog, only the metric name shows which kind it is. */
function hasClassicBuckets(node: SyntaxNode, { text, series }: Walk): boolean {
  const metrics = selectorsBelow(node, text).map(({ name }) => name);
  if (metrics.some((metric) => metric.endsWith('_bucket'))) return true;
  if (!series) return false;
  return metrics.map(series).every((known) => known?.labels !== undefined && known.type !== 'native');
}

function ofOperation(node: SyntaxNode, walk: Walk): LabelSet | undefined {
  const [left, right] = expressionsIn(node).map((side) => labelsOf(side, walk));
  return left && right ? labelsOfOperation(node, left, right, walk) : (left ?? right);
}

/**
 * Whether `label_replace` writes the same text whatever the source label is: its regex matches a missing label, and the
 * replacement uses no group.
 */
function setsConstant(replacement: string, regex: string): boolean {
  return !replacement.includes('$') && matches(regex, '');
}
