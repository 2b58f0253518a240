import type { SyntaxNode } from '@lezer/common';

import { childOf, operationOf } from './promql-nodes.ts';

/** Functions for which the plain value of a counter is right: those of counters, and those that ask whether or when. */
const FITTING = new Set([
  'rate',
  'irate',
  'increase',
  'resets',
  'changes',
  'delta',
  'idelta',
  'deriv',
  'absent',
  'absent_over_time',
  'present_over_time',
  'count_over_time',
  'timestamp',
  'histogram_quantile',
  'ts_of_first_over_time',
  'ts_of_last_over_time',
  'count',
  'group',
  'count_values',
  'histogram_fraction',
]);

/**
 * Whether the value of a series reaches the result as it is: no function of counters around it, no difference of two
 * moments, no test of presence.
 */
export function isRaw(selector: SyntaxNode, text: string): boolean {
  for (let node = selector.parent; node; node = node.parent) {
    if ((node.name === 'FunctionCall' || node.name === 'AggregateExpr') && FITTING.has(operationOf(node, text)))
      return false;
    if (node.name !== 'BinaryExpr') continue;
    // `x - x offset 1h`, and the right side of `unless` and `and`, whose values nobody sees.
    if (childOf(node, 'Sub')) return false;
    if ((childOf(node, 'And') ?? childOf(node, 'Unless')) && node.lastChild && selector.from >= node.lastChild.from)
      return false;
  }
  return true;
}
