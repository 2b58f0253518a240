import type { SyntaxNode } from '@lezer/common';

import { childOf, operationOf } from './promql-nodes.ts';

/**
 * Functions to which the raw value of a counter may be passed: those made for counters, and those that only use
 * presence, number or time.
 */
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
 * Whether the raw value of a series reaches the result: no function for counters around it, no difference between two
 * times, no test of presence.
 */
export function isRaw(selector: SyntaxNode, text: string): boolean {
  for (let node = selector.parent; node; node = node.parent) {
    if ((node.name === 'FunctionCall' || node.name === 'AggregateExpr') && FITTING.has(operationOf(node, text)))
      return false;
    if (node.name !== 'BinaryExpr') continue;
    // `x - x offset 1h`, and the right side of `unless` and `and`, whose values are not in the result.
    if (childOf(node, 'Sub')) return false;
    if ((childOf(node, 'And') ?? childOf(node, 'Unless')) && node.lastChild && selector.from >= node.lastChild.from)
      return false;
  }
  return true;
}
