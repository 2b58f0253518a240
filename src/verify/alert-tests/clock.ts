import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

import { argumentsOf, childOf, childrenOf, nodesOf, operationOf } from '../../folder/expressions/promql-nodes.ts';

/** Functions that return a part of a date; without an argument, of the evaluation time. */
const DATE_FUNCTIONS = new Set([
  'minute',
  'hour',
  'day_of_week',
  'day_of_month',
  'day_of_year',
  'days_in_month',
  'month',
  'year',
]);

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * A PromQL text with a shifted clock: promtool's begins in 1970, a test's at its `start`. Seconds are added wherever
 * the query reads the clock, and subtracted where it names a moment.
 */
export function withClock(text: string, seconds: number): string {
  if (seconds === 0) return text;
  const top = parser.parse(text).topNode;
  const edits = [
    ...nodesOf(top, 'FunctionCall').flatMap((node) => callEdits(node, text, seconds)),
    ...nodesOf(top, 'StepInvariantExpr').flatMap((node) => momentEdits(node, text, seconds)),
  ];
  return edits
    .sort((left, right) => right.from - left.from || right.to - left.to)
    .reduce((result, { from, to, text: put }) => result.slice(0, from) + put + result.slice(to), text);
}

/** The text of a Prometheus rule file with every rule's clock shifted in the same way. */
export function ruleFileWithClock(text: string, seconds: number): string {
  if (seconds === 0) return text;
  const file: unknown = parse(text, { logLevel: 'silent' });
  return JSON.stringify(file, (key, value: unknown) =>
    key === 'expr' && typeof value === 'string' ? withClock(value, seconds) : value,
  );
}

function callEdits(node: SyntaxNode, text: string, seconds: number): Edit[] {
  const name = operationOf(node, text);
  const isEmpty = argumentsOf(node).length === 0;
  if (name === 'time') return [{ from: node.from, to: node.to, text: `(time() + ${seconds})` }];
  if (DATE_FUNCTIONS.has(name) && isEmpty)
    return [{ from: node.from, to: node.to, text: `${name}(vector(time() + ${seconds}))` }];
  if (name !== 'timestamp') return [];
  return [
    { from: node.from, to: node.from, text: '(' },
    { from: node.to, to: node.to, text: ` + ${seconds})` },
  ];
}

/** `x @ 1767225600` */
function momentEdits(node: SyntaxNode, text: string, seconds: number): Edit[] {
  const moment =
    childrenOf(node, 'NumberDurationLiteral').at(-1) ?? childOf(node, 'NumberDurationLiteralInDurationContext');
  if (!moment) return [];
  const sign = text.slice(node.from, moment.from).trimEnd().endsWith('-') ? -1 : 1;
  const value = Number(text.slice(moment.from, moment.to));
  return Number.isNaN(value)
    ? []
    : [{ from: moment.from, to: moment.to, text: String(sign * (sign * value - seconds)) }];
}
