import { inputsOf, mathOf } from '../expression-inputs.ts';
import type { AlertQuery, AlertRule } from '../folder.ts';
import { listOf, numberOf, objectOf, textOf } from '../json.ts';
import type { Queries } from '../expressions/prepare.ts';
import { MathSyntaxError } from '../../grafana/math-expression.ts';
import { regionOf } from './comparison.ts';
import { logqlRange } from './logql-range.ts';
import { mathRange } from './math-range.ts';
import { promqlRange } from './promql-range.ts';
import { ALL, common, hull, isEmpty, NOT_NEGATIVE, point, type Range, sumOfMany, TRUTH } from './range.ts';

/** Finds the numbers that a query or an expression of an alert rule can return. */
export type RangeOf = (query: AlertQuery) => Range;

/** Finds the ranges of a rule's queries; any number for one that cannot be parsed or that reads itself. */
export function rangesOf(alert: AlertRule, queries: Queries): RangeOf {
  const known = new Map<AlertQuery, Range>();
  const rangeOf: RangeOf = (query) => {
    const found = known.get(query);
    if (found) return found;
    known.set(query, ALL);
    const range = query.isExpression
      ? expressionRange(query, (refId) => rangeOfRef(alert, refId, rangeOf))
      : queryRange(query, queries);
    known.set(query, range);
    return range;
  };
  return rangeOf;
}

/** The range of the query that an expression names. */
export function rangeOfRef(alert: AlertRule, refId: string, rangeOf: RangeOf): Range {
  const query = alert.queries.find((candidate) => candidate.refId === refId);
  return query ? rangeOf(query) : ALL;
}

function queryRange(query: AlertQuery, queries: Queries): Range {
  const expression = queries.ofAlert(query);
  if (!expression?.tree || expression.syntax.length > 0 || expression.isGuess) return ALL;
  const { tree, language, mapped } = expression;
  if (language === 'promql') return promqlRange(tree, mapped.text);
  return language === 'logql' ? logqlRange(tree, mapped.text) : ALL;
}

function expressionRange(query: AlertQuery, rangeOf: (refId: string) => Range): Range {
  const { model } = query;
  const input = inputsOf(query)[0];
  const range = input ? rangeOf(input.refId) : ALL;
  switch (model['type']) {
    case 'reduce':
      return reducedRange(model, range);
    case 'threshold':
      return thresholdRange(model, range);
    case 'math': {
      const math = mathOf(query);
      return math === undefined || math instanceof MathSyntaxError ? ALL : mathRange(math, rangeOf);
    }
    default:
      return ALL;
  }
}

function reducedRange(model: AlertQuery['model'], range: Range): Range {
  const settings = objectOf(model['settings']);
  const replaced = settings['mode'] === 'replaceNN' ? numberOf(settings['replaceWithValue']) : undefined;
  const values = replaced === undefined ? range : hull(range, point(replaced));
  switch (textOf(model['reducer'])?.toLowerCase()) {
    case 'last':
    case 'min':
    case 'max':
    case 'mean':
    case 'median':
      return values;
    case 'sum':
      // The sum of no points is 0.
      return hull(sumOfMany(values), point(0));
    case 'count':
      return NOT_NEGATIVE;
    default:
      return ALL;
  }
}

function thresholdRange(model: AlertQuery['model'], range: Range): Range {
  const region = firingRegion(model);
  return region?.every((part) => isEmpty(common(part, range))) ? point(0) : TRUTH;
}

/** The numbers that a threshold fires for. */
export function firingRegion(model: AlertQuery['model']): readonly Range[] | undefined {
  const evaluator = objectOf(objectOf(listOf(model['conditions'])[0])['evaluator']);
  return regionOf(evaluator['type'], listOf(evaluator['params']));
}
