import type { MathNode } from '../../grafana/math-expression.ts';
import { regionOf } from './comparison.ts';
import {
  ALL,
  common,
  contains,
  isEmpty,
  isPoint,
  negated,
  NOT_NEGATIVE,
  point,
  product,
  quotient,
  type Range,
  sum,
  TRUTH,
} from './range.ts';

const COMPARED: Readonly<Record<string, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
};

/** The numbers that a math expression of Grafana can return, given those of the queries that it reads. */
export function mathRange(node: MathNode, rangeOf: (refId: string) => Range): Range {
  switch (node.kind) {
    case 'number':
      return point(node.value);
    case 'variable':
      return rangeOf(node.refId);
    case 'call':
      return callRange(node.name);
    case 'unary': {
      const operand = mathRange(node.operand, rangeOf);
      return node.operator === '-'
        ? negated(operand)
        : truth(isPoint(operand) && operand.low === 0, !contains(operand, 0));
    }
    case 'binary':
      return binaryRange(node.operator, mathRange(node.left, rangeOf), mathRange(node.right, rangeOf));
  }
}

function callRange(name: string): Range {
  if (name.startsWith('is_')) return TRUTH;
  return name === 'abs' ? NOT_NEGATIVE : ALL;
}

function binaryRange(operator: string, left: Range, right: Range): Range {
  const compared = COMPARED[operator];
  if (compared !== undefined) return comparedRange(compared, left, right);
  switch (operator) {
    case '+':
      return sum(left, right);
    case '-':
      return sum(left, negated(right));
    case '*':
      return product(left, right);
    case '/':
      return quotient(left, right);
    case '&&':
      return truth(isTrue(left) && isTrue(right), isFalse(left) || isFalse(right));
    case '||':
      return truth(isTrue(left) || isTrue(right), isFalse(left) && isFalse(right));
    default:
      return ALL;
  }
}

/** Two ranges are compared only when one side is a single number. */
function comparedRange(type: string, left: Range, right: Range): Range {
  const difference = sum(left, negated(right));
  const region = isPoint(left) || isPoint(right) ? regionOf(type, [0]) : undefined;
  return truth(false, region?.every((part) => isEmpty(common(part, difference))) === true && !isEmpty(difference));
}

function isTrue(range: Range): boolean {
  return !contains(range, 0) && !isEmpty(range);
}

function isFalse(range: Range): boolean {
  return isPoint(range) && range.low === 0;
}

function truth(isAlways: boolean, isNever: boolean): Range {
  if (isNever) return point(0);
  return isAlways ? point(1) : TRUTH;
}
