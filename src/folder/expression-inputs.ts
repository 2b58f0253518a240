import { type MathNode, MathSyntaxError, mathVariables, parseMath } from '../grafana/math-expression.ts';
import { getOrInsert } from './get-or-insert.ts';
import type { AlertQuery } from './folder.ts';
import { listOf, objectOf, textOf } from './json.ts';
import type { Path } from './source/source.ts';

/** A refId that an expression reads, and its place within the query. */
export interface Input {
  readonly refId: string;
  readonly at: Path;
  /** The characters of a math expression that name it. */
  readonly within?: { readonly offset: number; readonly length: number };
}

const EXPRESSION: Path = ['model', 'expression'];
const maths = new WeakMap<AlertQuery, MathNode | MathSyntaxError>();

/**
 * The parsed math expression of a query, or why Grafana cannot parse it; undefined for an empty one and for other
 * queries. Cached, because several rules need it.
 */
export function mathOf(query: AlertQuery): MathNode | MathSyntaxError | undefined {
  const text = textOf(query.model['expression']) ?? '';
  if (!query.isExpression || query.model['type'] !== 'math' || text.trim() === '') return undefined;
  return getOrInsert(maths, query, () => parsed(text));
}

/**
 * The refIds that an expression of an alert rule reads; none for a data source query or for math that cannot be parsed.
 */
export function inputsOf(query: AlertQuery): Input[] {
  const { isExpression, model } = query;
  if (!isExpression) return [];
  const expression = textOf(model['expression']) ?? '';
  switch (model['type']) {
    case 'math': {
      const math = mathOf(query);
      const variables = math === undefined || math instanceof MathSyntaxError ? [] : mathVariables(math);
      const first = variables.filter(
        ({ refId }, index) => variables.findIndex((other) => other.refId === refId) === index,
      );
      return first.map(({ refId, offset, length }) => ({ refId, at: EXPRESSION, within: { offset, length } }));
    }
    case 'reduce':
    case 'resample':
    case 'threshold':
      // Grafana tolerates a leading dollar everywhere except in a threshold, which is reported separately.
      return expression === '' ? [] : [{ refId: expression.replace(/^\$/, ''), at: EXPRESSION }];
    case 'classic_conditions':
      return listOf(model['conditions']).flatMap((condition, index): Input[] => {
        const refId = textOf(listOf(objectOf(objectOf(condition)['query'])['params'])[0]);
        return refId === undefined ? [] : [{ refId, at: ['model', 'conditions', index, 'query', 'params', 0] }];
      });
    default:
      return [];
  }
}

function parsed(text: string): MathNode | MathSyntaxError {
  try {
    return parseMath(text);
  } catch (error) {
    if (error instanceof MathSyntaxError) return error;
    throw error;
  }
}
