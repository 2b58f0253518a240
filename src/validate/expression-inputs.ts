import type { AlertQuery } from './folder.ts';
import { listOf, objectOf, textOf } from './json.ts';
import type { Path } from './source/source.ts';

/** A refId that an expression reads, and where it is written below the query. */
export interface Input {
  readonly refId: string;
  readonly at: Path;
}

const MATH_VARIABLE = /\$(?:\{([^}]+)\}|([A-Za-z_]\w*))/g;

/** What an expression of an alert rule reads; nothing for a query of a data source. */
export function inputsOf({ isExpression, model }: AlertQuery): Input[] {
  if (!isExpression) return [];
  const expression = textOf(model['expression']) ?? '';
  switch (model['type']) {
    case 'math':
      return [...new Set([...expression.matchAll(MATH_VARIABLE)].map(([, braced, bare]) => braced ?? bare ?? ''))].map((refId) => ({ refId, at: ['model', 'expression'] }));
    case 'reduce':
    case 'resample':
    case 'threshold':
      // A leading dollar is tolerated everywhere but in a threshold, which has a rule of its own.
      return expression === '' ? [] : [{ refId: expression.replace(/^\$/, ''), at: ['model', 'expression'] }];
    case 'classic_conditions':
      return listOf(model['conditions']).flatMap((condition, index): Input[] => {
        const refId = textOf(listOf(objectOf(objectOf(condition)['query'])['params'])[0]);
        return refId === undefined ? [] : [{ refId, at: ['model', 'conditions', index, 'query', 'params', 0] }];
      });
    default:
      return [];
  }
}
