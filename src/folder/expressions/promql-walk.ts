import type { SyntaxNode } from '@lezer/common';

import { nearest } from '../../diagnostics/nearest.ts';
import { type LabelSet, lacks, NO_LABELS } from './promql-labels.ts';
import { unquoted } from './promql-nodes.ts';
import type { SeriesLookup } from './promql-series.ts';

/** A mistake in a PromQL query: something impossible, or surely not intended. */
export interface PromqlProblem {
  readonly kind: 'metric' | 'label' | 'matching' | 'several' | 'quantile';
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
  /** False when the series of some data source may still make it correct. */
  readonly isCertain: boolean;
  /** The unknown metric or label. */
  readonly name?: string;
}

/** The state of a walk through a query: its text and the problems found so far. */
export interface Walk {
  readonly text: string;
  readonly series: SeriesLookup | undefined;
  readonly isWritten: (from: number, to: number) => boolean;
  readonly problems: PromqlProblem[];
}
/** Reports missing labels in by() or on(): they are empty, so useless rather than an error. */
export function checkLabels(walk: Walk, wanted: readonly SyntaxNode[], present: LabelSet): void {
  for (const node of wanted) checkLabel(walk, nameOf(node, walk), node, present, false);
}

/** Reports a label that the series here certainly lack. */
export function checkLabel(
  walk: Walk,
  label: string,
  at: { readonly from: number; readonly to: number },
  present: LabelSet = NO_LABELS,
  isCertain = true,
): void {
  if (!lacks(present, label)) return;
  const [similar] = nearest(label, present.names);
  report(walk, 'label', at, `there is no label ${label} here; labels: ${[...present.names].join(', ') || 'none'}`, {
    name: label,
    isCertain,
    ...(similar ? { hint: `Did you mean ${similar}?` } : {}),
  });
}

/** Adds a problem, certain unless it says otherwise. */
export function report(
  { problems }: Walk,
  kind: PromqlProblem['kind'],
  { from, to }: { readonly from: number; readonly to: number },
  message: string,
  more: Partial<PromqlProblem> = {},
): void {
  problems.push({ kind, from, to, message, isCertain: true, ...more });
}

/** The name in a label node, which newer releases also allow in quotes. */
export function nameOf(node: SyntaxNode, walk: Walk): string {
  return node.name === 'LabelName' ? walk.text.slice(node.from, node.to) : wordOf(node, walk);
}

/** The text that a literal stands for. */
export function wordOf({ from, to }: SyntaxNode, { text }: Walk): string {
  return unquoted(text.slice(from, to));
}
