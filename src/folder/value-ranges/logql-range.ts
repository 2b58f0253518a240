import type { SyntaxNode } from '@lezer/common';

import { operationRange, OPERATORS, type Side } from './operations.ts';
import { ALL, AT_LEAST_ONE, NOT_NEGATIVE, point, POSITIVE, type Range, sumOfMany } from './range.ts';

/** Aggregations over lines; a stream without lines in the window is missing from the result. */
const OVER_LINES: Readonly<Record<string, Range>> = {
  CountOverTime: AT_LEAST_ONE,
  Rate: POSITIVE,
  BytesOverTime: NOT_NEGATIVE,
  BytesRate: NOT_NEGATIVE,
  AbsentOverTime: point(1),
};

/** The numbers that a LogQL expression can return. */
export function logqlRange(node: SyntaxNode, text: string): Range {
  switch (node.name) {
    case 'LiteralExpr':
    case 'VectorExpr':
      return point(numberIn(node, text));
    case 'RangeAggregationExpr':
      // Without unwrap, the number is about the lines, not about a value in them.
      return node.getChild('UnwrapExpr') ? ALL : (OVER_LINES[node.getChild('RangeOp')?.firstChild?.name ?? ''] ?? ALL);
    case 'VectorAggregationExpr':
      return aggregateRange(node, text);
    case 'BinOpExpr':
      return binaryRange(node, text);
    case 'LogQL':
    case 'Expr':
    case 'MetricExpr':
    case 'ParenExpr':
    case 'LabelReplaceExpr': {
      const inner = expressionsIn(node)[0];
      return inner ? logqlRange(inner, text) : ALL;
    }
    default:
      return ALL;
  }
}

function expressionsIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name.endsWith('Expr')) found.push(child);
  return found;
}

function numberIn(node: SyntaxNode, text: string): number {
  const number = node.getChild('Number');
  const value = number ? Number(text.slice(number.from, number.to)) : Number.NaN;
  return node.getChild('Sub') ? -value : value;
}

function aggregateRange(node: SyntaxNode, text: string): Range {
  const of = expressionsIn(node)[0];
  const range = of ? logqlRange(of, text) : ALL;
  switch (node.getChild('VectorOp')?.firstChild?.name) {
    case 'Sum':
      return sumOfMany(range);
    case 'Avg':
    case 'Min':
    case 'Max':
    case 'Topk':
    case 'Bottomk':
    case 'Sort':
    case 'Sort_Desc':
      return range;
    case 'Count':
      return AT_LEAST_ONE;
    case 'Stddev':
    case 'Stdvar':
      return NOT_NEGATIVE;
    default:
      return ALL;
  }
}

function binaryRange(node: SyntaxNode, text: string): Range {
  const operator = OPERATORS.find((name) => node.getChild(name));
  const [left, right] = expressionsIn(node).map((side): Side => ({
    range: logqlRange(side, text),
    isScalar: isScalar(side),
  }));
  const isBool = node.getChild('BinOpModifier')?.getChild('Bool') != null;
  return operator && left && right ? operationRange(operator, left, right, isBool) : ALL;
}

function isScalar(node: SyntaxNode): boolean {
  if (node.name === 'LiteralExpr') return true;
  const inner = expressionsIn(node);
  return (
    ['Expr', 'MetricExpr', 'ParenExpr', 'BinOpExpr'].includes(node.name) && inner.length > 0 && inner.every(isScalar)
  );
}
