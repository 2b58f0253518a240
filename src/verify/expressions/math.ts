import type { MathNode } from '../../grafana/math-expression.ts';
import { containsLabels, type Labels, labelsKey } from '../labels.ts';
import { EvaluationError, labelsOf, NO_DATA, type SeriesValue, type Value } from './values.ts';
import { own } from '../../grafana/own.ts';

/** The values of every refId. */
export type Inputs = ReadonlyMap<string, readonly Value[]>;

type Numeric = number | null;

/** Evaluates a math expression over sets of labelled values, joining two sets by their labels as Grafana does. */
export function evaluateMath(node: MathNode, inputs: Inputs): Value[] {
  switch (node.kind) {
    case 'number':
      return [{ kind: 'scalar', value: node.value }];
    case 'variable':
      return [...(inputs.get(node.refId) ?? [])];
    case 'unary': {
      const negated =
        node.operator === '-'
          ? (value: number) => -value
          : (value: number) => (Number.isNaN(value) ? Number.NaN : Number(value === 0));
      return evaluateMath(node.operand, inputs).map((value) =>
        perNumber(value, (number) => (number === null ? null : negated(number))),
      );
    }
    case 'call':
      return call(
        node.name,
        node.args.map((arg) => evaluateMath(arg, inputs)),
      );
    case 'binary':
      return unions(evaluateMath(node.left, inputs), evaluateMath(node.right, inputs)).map((union) =>
        binary(node.operator, union),
      );
  }
}

const constants: Readonly<Record<string, Numeric>> = { nan: Number.NaN, inf: Infinity, infn: -Infinity, null: null };
/** In these functions, null becomes NaN. */
const ofNumbers: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  log: Math.log,
  ceil: Math.ceil,
  floor: Math.floor,
  // Go rounds halves away from zero.
  round: (value) => Math.sign(value) * Math.round(Math.abs(value)),
  is_nan: (value) => Number(Number.isNaN(value)),
  is_inf: (value) => Number(value === Infinity || value === -Infinity),
};
const ofNulls: Readonly<Record<string, (value: Numeric) => number>> = {
  is_null: (value) => Number(value === null),
  is_number: (value) => Number(value !== null && Number.isFinite(value)),
};

function call(name: string, [argument]: readonly Value[][]): Value[] {
  if (argument === undefined) return [{ kind: 'scalar', value: own(constants, name) ?? null }];
  const ofNull = own(ofNulls, name);
  const ofNumber = own(ofNumbers, name);
  return argument.map((value) =>
    perNumber(value, (number) =>
      ofNull ? ofNull(number) : number === null || !ofNumber ? Number.NaN : ofNumber(number),
    ),
  );
}

function perNumber(value: Value, change: (number: Numeric) => Numeric): Value {
  if (value.kind === 'no data') return NO_DATA;
  if (value.kind === 'series')
    return { ...value, points: value.points.map((point) => ({ time: point.time, value: change(point.value) })) };
  return { ...value, value: change(value.value) };
}

interface Union {
  readonly labels: Labels;
  readonly left: Value;
  readonly right: Value;
}

/**
 * Pairs of values whose labels are equal, empty on one side, or a subset of the other's; two single values always pair.
 */
function unions(left: readonly Value[], right: readonly Value[]): Union[] {
  const [firstLeft] = left;
  const [firstRight] = right;
  if (!firstLeft || !firstRight) return [];
  if ((left.length === 1 || right.length === 1) && (firstLeft.kind === 'no data' || firstRight.kind === 'no data'))
    return [{ labels: {}, left: firstLeft, right: firstRight }];
  const pairs = left.flatMap((one) =>
    right.flatMap((other): Union[] => {
      const labels = unionLabels(labelsOf(one), labelsOf(other));
      return labels ? [{ labels, left: one, right: other }] : [];
    }),
  );
  return pairs.length === 0 && left.length === 1 && right.length === 1
    ? [{ labels: {}, left: firstLeft, right: firstRight }]
    : pairs;
}

function unionLabels(left: Labels, right: Labels): Labels | undefined {
  const sizes = [Object.keys(left).length, Object.keys(right).length] as const;
  if (sizes[0] === 0) return right;
  if (sizes[1] === 0 || labelsKey(left) === labelsKey(right)) return left;
  if (sizes[0] === sizes[1]) return undefined;
  if (containsLabels(left, right)) return left;
  return containsLabels(right, left) ? right : undefined;
}

function binary(operator: string, { labels, left, right }: Union): Value {
  if (left.kind === 'no data' || right.kind === 'no data') return NO_DATA;
  if (left.kind === 'series' && right.kind === 'series') return seriesPair(operator, labels, left, right);
  if (left.kind === 'series') return ofSeries(labels, left, (number) => operate(operator, number, single(right)));
  if (right.kind === 'series') return ofSeries(labels, right, (number) => operate(operator, single(left), number));
  const value = operate(operator, left.value, right.value);
  return left.kind === 'scalar' && right.kind === 'scalar'
    ? { kind: 'scalar', value }
    : { kind: 'number', labels, value };
}

function single(value: Value): Numeric {
  return value.kind === 'number' || value.kind === 'scalar' ? value.value : null;
}

function ofSeries(labels: Labels, series: SeriesValue, change: (number: Numeric) => Numeric): SeriesValue {
  return {
    kind: 'series',
    labels,
    points: series.points.map((point) => ({ time: point.time, value: change(point.value) })),
  };
}

/** Points without a counterpart at the same time are dropped. */
function seriesPair(operator: string, labels: Labels, left: SeriesValue, right: SeriesValue): SeriesValue {
  const others = new Map(right.points.map((point) => [point.time, point.value]));
  const points = left.points
    .filter(({ time }) => others.has(time))
    .map(({ time, value }) => ({ time, value: operate(operator, value, others.get(time) ?? null) }));
  return { kind: 'series', labels, points };
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '>': (left, right) => Number(left > right),
  '<': (left, right) => Number(left < right),
  '>=': (left, right) => Number(left >= right),
  '<=': (left, right) => Number(left <= right),
  '||': (left, right) => Number(left !== 0 || right !== 0),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
};

function operate(operator: string, left: Numeric, right: Numeric): Numeric {
  if (left === null || right === null) return null;
  // When the left side decides the result, that comes before the check for NaN.
  if (operator === '||' && left !== 0) return 1;
  if (operator === '&&' && left === 0) return 0;
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  const operation = operations[operator];
  if (!operation) throw new EvaluationError(`expr: unknown operator ${operator}`);
  return operation(left, right);
}
