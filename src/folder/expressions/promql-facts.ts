import type { SyntaxNode } from '@lezer/common';

import { nearest } from '../../diagnostics/nearest.ts';
import {
  closed,
  conflict,
  difference,
  either,
  type LabelSet,
  lacks,
  NO_LABELS,
  only,
  open,
  without,
  withLabels,
} from './promql-labels.ts';
import {
  argumentsOf,
  childOf,
  childrenOf,
  expressionsIn,
  labelNodes,
  matches,
  matchesAbsent,
  operationOf,
  selectorOf,
  selectorsBelow,
  unquoted,
  WRAPPERS,
} from './promql-nodes.ts';
import type { SeriesLookup } from './promql-series.ts';

/** Something in a PromQL text that cannot be, or cannot be meant. */
export interface PromqlProblem {
  readonly kind: 'metric' | 'label' | 'matching' | 'several' | 'quantile';
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
  /** False where the series of some data source may still make it right. */
  readonly isCertain: boolean;
  /** The name at fault of an unknown metric or label. */
  readonly name?: string;
}
export interface PromqlFacts {
  /** Of the result; undefined for a scalar or a text. */
  readonly labels: LabelSet | undefined;
  readonly problems: readonly PromqlProblem[];
}
export interface PromqlOptions {
  /** Series that exist; without it every metric may have any labels. */
  readonly series?: SeriesLookup | undefined;
  /** Whether a part of the text is as it was written, and no value of a variable. */
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
/** Aggregations that choose series and so keep all their labels. */
export const CHOOSERS: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
const QUANTILES = new Set(['histogram_quantile', 'histogram_fraction']);

/** Follows the labels through a PromQL text that its parser accepts. */
export function promqlFacts(
  tree: SyntaxNode,
  text: string,
  { series, isWritten = () => true }: PromqlOptions = {},
): PromqlFacts {
  const problems: PromqlProblem[] = [];
  const source = ({ from, to }: SyntaxNode): string => text.slice(from, to);
  const report = (
    kind: PromqlProblem['kind'],
    { from, to }: { from: number; to: number },
    message: string,
    more: Partial<PromqlProblem> = {},
  ) => void problems.push({ kind, from, to, message, isCertain: true, ...more });

  const checkLabels = (wanted: readonly SyntaxNode[], present: LabelSet | undefined): void => {
    // A label in by() or on() that is not there is empty: of no use, but no failure.
    for (const node of wanted) checkLabel(name(node), node, present, false);
  };
  const checkLabel = (
    label: string,
    at: { from: number; to: number },
    present: LabelSet | undefined,
    isCertain = true,
  ): void => {
    const set = present ?? NO_LABELS;
    if (!lacks(set, label)) return;
    const [similar] = nearest(label, set.names);
    report('label', at, `there is no label ${label} here; there is ${[...set.names].join(', ') || 'none'}`, {
      name: label,
      isCertain,
      ...(similar ? { hint: `Did you mean ${similar}?` } : {}),
    });
  };
  const name = (node: SyntaxNode): string => (node.name === 'LabelName' ? source(node) : unquoted(source(node)));

  const labelsOf = (node: SyntaxNode): LabelSet | undefined => {
    if (WRAPPERS.has(node.name)) return labelsOfFirst(node);
    if (node.name === 'VectorSelector') return ofSelector(node);
    if (node.name === 'AggregateExpr') return ofAggregation(node);
    if (node.name === 'FunctionCall') return ofFunction(node);
    return node.name === 'BinaryExpr' ? ofOperation(node) : undefined;
  };
  const labelsOfFirst = (node: SyntaxNode): LabelSet | undefined => {
    const [first] = expressionsIn(node);
    return first && labelsOf(first);
  };

  const ofSelector = (node: SyntaxNode): LabelSet => {
    const { name: metric, matchers } = selectorOf(node, text);
    const fixed = new Map(
      matchers
        .filter(
          ({ label, operator, value, from, to }) =>
            label !== '__name__' && operator === '=' && value !== '' && isWritten(from, to),
        )
        .map(({ label, value }) => [label, value]),
    );
    if (metric === '' || !series) return open(fixed);
    const known = series(metric);
    if (!known) {
      const identifier = childOf(node, 'Identifier') ?? node;
      report('metric', identifier, `the catalog has no metric ${metric}`, { name: metric });
    }
    if (!known?.labels) return open(fixed);
    const labels = closed(known.labels, true, fixed);
    for (const matcher of matchers)
      if (matcher.label !== '__name__' && !matchesAbsent(matcher)) checkLabel(matcher.label, matcher, labels);
    return labels;
  };

  const ofAggregation = (node: SyntaxNode): LabelSet => {
    const operator = operationOf(node, text);
    const args = argumentsOf(node);
    const inner = (args.length > 0 ? args.map(labelsOf).at(-1) : undefined) ?? NO_LABELS;
    const modifier = childOf(node, 'AggregateModifier');
    const grouping = labelNodes(childOf(modifier, 'GroupingLabels'));
    if (childOf(modifier, 'By')) checkLabels(grouping, inner);
    if (CHOOSERS.has(operator)) return inner;
    const kept = childOf(modifier, 'Without') ? without(inner, grouping.map(name)) : only(inner, grouping.map(name));
    const [parameter] = args;
    return operator === 'count_values' && parameter ? withLabels(kept, [unquoted(source(parameter))]) : kept;
  };

  const ofFunction = (node: SyntaxNode): LabelSet | undefined => {
    const operation = operationOf(node, text);
    const args = argumentsOf(node);
    const sets = args.map(labelsOf);
    const vector = sets.find((labels) => labels !== undefined);
    const words = args.filter(({ name: kind }) => kind === 'StringLiteral');
    const word = (index: number): string => (words[index] ? unquoted(source(words[index])) : '');
    if (SCALARS.has(operation)) return undefined;
    if (operation === 'vector' || (CLOCKS.has(operation) && args.length === 0)) return NO_LABELS;
    if (operation === 'absent' || operation === 'absent_over_time') return ofAbsent(node);
    if (operation === 'info') return open();
    if (QUANTILES.has(operation)) return ofQuantile(node, vector ?? NO_LABELS);
    if (operation === 'label_replace' && words[2] && !setsConstant(word(1), word(3)))
      checkLabel(word(2), words[2], vector);
    if (operation === 'label_join') {
      // Joined of nothing the label is empty, and an empty label is none.
      for (const literal of words.slice(2)) checkLabel(unquoted(source(literal)), literal, vector, false);
      if (vector && words.slice(2).every((literal) => lacks(vector, unquoted(source(literal)))))
        return without(vector, [word(0)]);
    }
    if (operation === 'label_replace' || operation === 'label_join') return withLabels(vector ?? NO_LABELS, [word(0)]);
    return vector ?? NO_LABELS;
  };

  /** The labels that its equal matchers name. */
  const ofAbsent = (node: SyntaxNode): LabelSet => {
    const selectors = selectorsBelow(node, text);
    const matchers = selectors.length === 1 ? (selectors[0]?.matchers ?? []) : [];
    return closed(
      matchers.filter(({ label, operator }) => operator === '=' && label !== '__name__').map(({ label }) => label),
    );
  };

  const ofQuantile = (node: SyntaxNode, vector: LabelSet): LabelSet => {
    const metrics = selectorsBelow(node, text).map((selector) => selector.name);
    // A native histogram has no le, and without a catalog only the name tells.
    const isClassic =
      metrics.some((metric) => metric.endsWith('_bucket')) ||
      (series !== undefined &&
        metrics.every(
          (metric) =>
            series(metric) !== undefined && series(metric)?.type !== 'native' && series(metric)?.labels !== undefined,
        ));
    if (isClassic && lacks(vector, 'le'))
      report('quantile', node, 'a quantile is computed from buckets, and the label le that tells them apart is gone', {
        hint: 'Keep le: sum by (le, …) (rate(…_bucket[…])).',
      });
    return without(vector, ['le']);
  };

  const ofOperation = (node: SyntaxNode): LabelSet | undefined => {
    const [left, right] = expressionsIn(node);
    const [one, other] = [left && labelsOf(left), right && labelsOf(right)];
    if (!one || !other) return one ?? other;
    const isUnion = childOf(node, 'Or') !== null;
    const isSet = isUnion || childOf(node, 'And') !== null || childOf(node, 'Unless') !== null;
    const clause = childOf(node, 'MatchingModifierClause');
    const lists = childrenOf(clause, 'GroupingLabels') ?? [];
    const isOn = childOf(clause, 'On') !== null && childOf(clause, 'On') !== undefined;
    const hasList = isOn || childOf(clause, 'Ignoring') !== null;
    const chosen = clause && hasList ? labelNodes(lists[0]) : [];
    const names = chosen.map(name);
    const grouped = childOf(clause, 'GroupLeft') ?? childOf(clause, 'GroupRight') ?? undefined;
    if (isOn) {
      checkLabels(chosen, one);
      if (!chosen.some((label) => lacks(one, name(label)))) checkLabels(chosen, other);
      const several =
        !isSet &&
        !grouped &&
        [one, other].filter(
          (set) => set.isCertain && !set.isOpen && [...set.names].some((label) => !names.includes(label)),
        );
      if (several && several.length > 0)
        report(
          'several',
          clause!,
          'a side has more labels than the two are matched by, so Prometheus refuses the query as soon as one of them has two values',
          { hint: 'Aggregate that side by the same labels, or say group_left or group_right.', isCertain: false },
        );
    }
    if (!isUnion)
      checkMatching(
        node,
        isOn ? only(one, names) : without(one, names),
        isOn ? only(other, names) : without(other, names),
        { isOn, isGrouped: grouped !== undefined },
      );
    if (isUnion) return either(one, other);
    if (isSet) return one;
    // Of nothing everything is true: what is made of it has no finding of its own.
    if (!hasList && conflict(one, other)) return open();
    if (!grouped) {
      if (isOn) return only(one, names);
      const [first, second] = [without(one, names), without(other, names)];
      return first.isOpen ? second : first;
    }
    const [many, single] = grouped.name === 'GroupLeft' ? [one, other] : [other, one];
    const brought = labelNodes(hasList ? lists[1] : lists[0]);
    checkLabels(brought, single);
    return withLabels(many, brought.map(name));
  };

  const checkMatching = (
    node: SyntaxNode,
    one: LabelSet,
    other: LabelSet,
    { isOn, isGrouped }: { readonly isOn: boolean; readonly isGrouped: boolean },
  ): void => {
    // With on(), a label that a side lacks is told where it stands.
    const reason = isOn ? conflict(one, other) : difference(one, other);
    if (reason === undefined || isGrouped) return;
    const isUnless = childOf(node, 'Unless') !== null;
    report(
      'matching',
      node,
      isUnless ? `unless takes nothing away, for ${reason}` : `the two sides never match, for ${reason}`,
      {
        hint: 'Say by which labels they belong together: on (…), or ignoring (…).',
        isCertain: (one.isCertain && other.isCertain) || conflict(one, other) !== undefined,
      },
    );
  };

  return { labels: labelsOf(tree), problems };
}

/**
 * Whether `label_replace` writes the same text whatever the label is: it fits a label that is not there, and no group
 * of it is used.
 */
function setsConstant(replacement: string, regex: string): boolean {
  return !replacement.includes('$') && matches(regex, '');
}
