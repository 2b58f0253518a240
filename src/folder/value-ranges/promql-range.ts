import type { SyntaxNode } from '@lezer/common';

import { argumentsOf, childOf, expressionsIn, operationOf, selectorOf, WRAPPERS } from '../expressions/promql-nodes.ts';
import { operationRange, OPERATORS, type Side } from './operations.ts';
import { ALL, AT_LEAST_ONE, negated, NOT_NEGATIVE, point, POSITIVE, type Range, sumOfMany, TRUTH } from './range.ts';

type RangeOf = (node: SyntaxNode | undefined) => Range;

/** The numbers that a PromQL expression can return. */
export function promqlRange(node: SyntaxNode, text: string): Range {
  const rangeOf: RangeOf = (inner) => (inner ? promqlRange(inner, text) : ALL);
  switch (node.name) {
    case 'NumberDurationLiteral':
      return point(numberIn(text.slice(node.from, node.to)));
    case 'VectorSelector':
      return seriesRange(selectorOf(node, text).name);
    case 'UnaryExpr': {
      const [operand] = expressionsIn(node);
      return text[node.from] === '-' ? negated(rangeOf(operand)) : rangeOf(operand);
    }
    case 'BinaryExpr':
      return binaryRange(node, rangeOf);
    case 'AggregateExpr':
      return aggregateRange(operationOf(node, text), argumentsOf(node), rangeOf);
    case 'FunctionCall':
      return functionRange(operationOf(node, text), argumentsOf(node), rangeOf);
    default:
      return WRAPPERS.has(node.name) ? rangeOf(expressionsIn(node)[0]) : ALL;
  }
}

/** A PromQL number; NaN for a duration, which no rule compares. */
function numberIn(text: string): number {
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text.replaceAll('_', ''));
}

/** What the name of a series alone shows about its values. */
function seriesRange(name: string): Range {
  if (name === 'up') return TRUTH;
  if (name === 'ALERTS') return point(1);
  return /_(?:total|count|bucket)$/.test(name) ? NOT_NEGATIVE : ALL;
}

function binaryRange(node: SyntaxNode, rangeOf: RangeOf): Range {
  const operator = OPERATORS.find((name) => childOf(node, name));
  const [left, right] = expressionsIn(node).map((side): Side => ({ range: rangeOf(side), isScalar: isScalar(side) }));
  return operator && left && right
    ? operationRange(operator, left, right, childOf(node, 'BoolModifier') !== null)
    : ALL;
}

function isScalar(node: SyntaxNode): boolean {
  if (node.name === 'ParenExpr' || node.name === 'UnaryExpr') return expressionsIn(node).every(isScalar);
  return node.name === 'NumberDurationLiteral' || (node.name === 'BinaryExpr' && expressionsIn(node).every(isScalar));
}

function aggregateRange(operation: string, args: readonly SyntaxNode[], rangeOf: RangeOf): Range {
  const of = args.at(-1);
  switch (operation) {
    case 'sum':
      return sumOfMany(rangeOf(of));
    case 'avg':
    case 'min':
    case 'max':
    case 'topk':
    case 'bottomk':
    case 'limitk':
      return rangeOf(of);
    case 'count':
    case 'count_values':
      return AT_LEAST_ONE;
    case 'group':
      return point(1);
    case 'stddev':
    case 'stdvar':
      return NOT_NEGATIVE;
    default:
      return ALL;
  }
}

const CALENDAR: Readonly<Record<string, Range>> = {
  day_of_week: { low: 0, high: 6 },
  day_of_month: { low: 1, high: 31 },
  day_of_year: { low: 1, high: 366 },
  days_in_month: { low: 28, high: 31 },
  month: { low: 1, high: 12 },
  hour: { low: 0, high: 23 },
  minute: { low: 0, high: 59 },
};
/** Functions that return values within the range of their argument. */
const SAME = new Set([
  'vector',
  'scalar',
  'sort',
  'sort_desc',
  'sort_by_label',
  'sort_by_label_desc',
  'label_replace',
  'label_join',
  'min_over_time',
  'max_over_time',
  'avg_over_time',
  'last_over_time',
  'first_over_time',
]);
const NEVER_NEGATIVE = new Set([
  'rate',
  'irate',
  'increase',
  'changes',
  'resets',
  'abs',
  'sqrt',
  'stddev_over_time',
  'stdvar_over_time',
]);

function functionRange(name: string, args: readonly SyntaxNode[], rangeOf: RangeOf): Range {
  const [first, second, third] = args;
  if (SAME.has(name)) return rangeOf(first);
  if (NEVER_NEGATIVE.has(name)) return NOT_NEGATIVE;
  switch (name) {
    case 'absent':
    case 'absent_over_time':
    case 'present_over_time':
      return point(1);
    case 'count_over_time':
      return AT_LEAST_ONE;
    case 'sum_over_time':
      return sumOfMany(rangeOf(first));
    case 'time':
    case 'timestamp':
    case 'exp':
      return POSITIVE;
    case 'sgn':
      return { low: -1, high: 1 };
    case 'clamp_min':
      return clamped(rangeOf(first), { low: rangeOf(second).low, high: Infinity });
    case 'clamp_max':
      return clamped(rangeOf(first), { low: -Infinity, high: rangeOf(second).high });
    case 'clamp':
      return clamped(rangeOf(first), { low: rangeOf(second).low, high: rangeOf(third).high });
    case 'ceil':
      return rounded(rangeOf(first), Math.ceil);
    case 'floor':
      return rounded(rangeOf(first), Math.floor);
    default:
      return CALENDAR[name] ?? ALL;
  }
}

/** A value outside the bounds becomes the bound, which is then a possible value itself. */
function clamped({ low, high, isLowOpen = false, isHighOpen = false }: Range, bounds: Range): Range {
  return {
    low: Math.min(Math.max(low, bounds.low), bounds.high),
    high: Math.max(Math.min(high, bounds.high), bounds.low),
    isLowOpen: isLowOpen && low >= bounds.low && low < bounds.high,
    isHighOpen: isHighOpen && high <= bounds.high && high > bounds.low,
  };
}

function rounded({ low, high }: Range, round: (value: number) => number): Range {
  return { low: round(low), high: round(high) };
}
