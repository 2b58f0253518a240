import { type MathNode, MathSyntaxError, mathVariables, parseMath } from '../grafana/math-expression.ts';
import { getOrInsert } from './get-or-insert.ts';
import type { AlertQuery } from './folder.ts';
import { listOf, objectOf, textOf } from './json.ts';
import type { Path } from './source/source.ts';

/** A refId that an expression reads, and where it is written below the query. */
export interface Input {
  readonly refId: string;
  readonly at: Path;
  /** Where in the text of a math expression. */
  readonly within?: { readonly offset: number; readonly length: number };
}

const EXPRESSION: Path = ['model', 'expression'];
const maths = new WeakMap<AlertQuery, MathNode | MathSyntaxError>();

/**
 * The math expression of a query, or why Grafana cannot read it; undefined where it is none, or empty. Several rules
 * ask, so it is parsed once.
 */
export function mathOf(query: AlertQuery): MathNode | MathSyntaxError | undefined {
  const text = textOf(query.model['expression']) ?? '';
  if (!query.isExpression || query.model['type'] !== 'math' || text.trim() === '') return undefined;
  return getOrInsert(maths, query, () => parsed(text));
}

/** What an expression of an alert rule reads; nothing for a query of a data source, or for math that cannot be read. */
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
      // A leading dollar is tolerated everywhere but in a threshold, which has a rule of its own.
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
