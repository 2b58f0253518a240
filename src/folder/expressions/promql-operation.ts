import type { SyntaxNode } from '@lezer/common';

import {
  conflict,
  difference,
  either,
  type LabelSet,
  lacks,
  only,
  open,
  without,
  withLabels,
} from './promql-labels.ts';
import { childOf, childrenOf, labelNodes } from './promql-nodes.ts';
import { checkLabels, nameOf, report, type Walk } from './promql-walk.ts';

/** The labels by which a binary operation matches its sides. */
interface Matching {
  readonly isOn: boolean;
  /** Whether it has on() or ignoring(). */
  readonly hasList: boolean;
  readonly nodes: readonly SyntaxNode[];
  readonly names: readonly string[];
  readonly grouped: SyntaxNode | undefined;
  /** Labels that group_left() or group_right() copies from the other side. */
  readonly brought: readonly SyntaxNode[];
  readonly clause: SyntaxNode | null | undefined;
}

function matchingOf(node: SyntaxNode, walk: Walk): Matching {
  const clause = childOf(node, 'MatchingModifierClause');
  const lists = childrenOf(clause, 'GroupingLabels') ?? [];
  const isOn = Boolean(childOf(clause, 'On'));
  const hasList = isOn || childOf(clause, 'Ignoring') !== null;
  const nodes = clause && hasList ? labelNodes(lists[0]) : [];
  return {
    clause,
    isOn,
    hasList,
    nodes,
    names: nodes.map((label) => nameOf(label, walk)),
    grouped: childOf(clause, 'GroupLeft') ?? childOf(clause, 'GroupRight') ?? undefined,
    brought: labelNodes(hasList ? lists[1] : lists[0]),
  };
}

/** The labels that an operation on two vectors returns; reports sides that can never match. */
export function labelsOfOperation(node: SyntaxNode, left: LabelSet, right: LabelSet, walk: Walk): LabelSet {
  const isUnion = childOf(node, 'Or') !== null;
  const isSet = isUnion || childOf(node, 'And') !== null || childOf(node, 'Unless') !== null;
  const matching = matchingOf(node, walk);
  if (matching.isOn) checkOn(walk, matching, left, right, isSet);
  if (isUnion) return either(left, right);
  checkMatching(walk, node, matching, left, right);
  return isSet ? left : ofArithmetic(matching, left, right, walk);
}

function ofArithmetic(matching: Matching, left: LabelSet, right: LabelSet, walk: Walk): LabelSet {
  const { isOn, hasList, names, grouped, brought } = matching;
  // The result is always empty, so nothing built on it gets a finding of its own.
  if (!hasList && conflict(left, right)) return open();
  if (grouped) {
    const [many, single] = grouped.name === 'GroupLeft' ? [left, right] : [right, left];
    checkLabels(walk, brought, single);
    return withLabels(
      many,
      brought.map((label) => nameOf(label, walk)),
    );
  }
  if (isOn) return only(left, names);
  const first = without(left, names);
  return first.isOpen ? without(right, names) : first;
}

/** Checks that both sides have the labels of on(), and no others that could match one series to several. */
function checkOn(walk: Walk, matching: Matching, left: LabelSet, right: LabelSet, isSet: boolean): void {
  const { nodes, names, grouped, clause } = matching;
  checkLabels(walk, nodes, left);
  if (!names.some((name) => lacks(left, name))) checkLabels(walk, nodes, right);
  if (isSet || grouped || !clause) return;
  const hasOthers = (set: LabelSet): boolean =>
    set.isCertain && !set.isOpen && [...set.names].some((label) => !names.includes(label));
  if (hasOthers(left) || hasOthers(right))
    report(
      walk,
      'several',
      clause,
      'one side has more labels than the ones that both sides are matched by, so Prometheus refuses the query as soon as one of them has two values',
      { hint: 'Aggregate that side by the same labels, or use group_left or group_right.', isCertain: false },
    );
}

function checkMatching(walk: Walk, node: SyntaxNode, matching: Matching, left: LabelSet, right: LabelSet): void {
  const { isOn, names, grouped } = matching;
  const matched = (set: LabelSet): LabelSet => (isOn ? only(set, names) : without(set, names));
  const [first, second] = [matched(left), matched(right)];
  // With on(), a missing label is reported at the label itself.
  const reason = isOn ? conflict(first, second) : difference(first, second);
  if (reason === undefined || grouped) return;
  const isUnless = childOf(node, 'Unless') !== null;
  report(
    walk,
    'matching',
    node,
    isUnless ? `unless removes nothing, because ${reason}` : `the two sides never match, because ${reason}`,
    {
      hint: 'Set the labels to match by: on (…), or ignoring (…).',
      isCertain: (first.isCertain && second.isCertain) || conflict(first, second) !== undefined,
    },
  );
}
