import type { FileValue } from '../define/definitions.ts';
import type { RuleExpression, Threshold } from '../define/rules.ts';
import type { TargetFacts } from './target.ts';

type FileObject = Record<string, FileValue>;

/** Grafana's evaluator types for a breach and for the recovery (pkg/expr/threshold.go). */
const EVALUATORS = {
  above: ['gt', 'lt'],
  below: ['lt', 'gt'],
  equal: ['eq', 'ne'],
  different: ['ne', 'eq'],
  atLeast: ['gte', 'lt'],
  atMost: ['lte', 'gt'],
  within: ['within_range', 'outside_range'],
  outside: ['outside_range', 'within_range'],
} as const satisfies Readonly<Record<Threshold['is'], readonly [string, string]>>;

/** The comparisons that a threshold may have. */
export const comparisons: readonly string[] = Object.keys(EVALUATORS);

const NO_NUMBERS = { strict: '', drop: 'dropNN' } as const;

/** The model of an expression, without its refId. */
export function expressionModel(expression: RuleExpression, facts: TargetFacts): FileObject {
  if ('reduce' in expression) return reduce(expression);
  if ('math' in expression) return { type: 'math', expression: expression.math };
  if ('resample' in expression) {
    const { resample, every, downsample = 'mean', upsample = 'fillna' } = expression;
    return { type: 'resample', expression: resample, window: every, downsampler: downsample, upsampler: upsample };
  }
  if ('threshold' in expression)
    return { type: 'threshold', expression: expression.threshold, conditions: [condition(expression.when, facts)] };
  return { type: 'sql', expression: expression.sql, format: 'alerting' };
}

function reduce({
  reduce: input,
  with: reducer = 'last',
  noNumbers = 'drop',
}: Extract<RuleExpression, { reduce: string }>): FileObject {
  const settings: FileObject =
    typeof noNumbers === 'object'
      ? { mode: 'replaceNN', replaceWithValue: noNumbers.as }
      : { mode: NO_NUMBERS[noNumbers] };
  return { type: 'reduce', expression: input, reducer, settings };
}

function condition({ is, value, recover }: Threshold, facts: TargetFacts): FileObject {
  const [firing, well] = EVALUATORS[is];
  const evaluator = { type: firing, params: numbers(value) };
  if (recover === undefined || !facts.recoveryThreshold) return { evaluator };
  return { evaluator, unloadEvaluator: { type: well, params: numbers(recover) } };
}

function numbers(value: number | readonly number[]): number[] {
  return typeof value === 'number' ? [value] : [...value];
}
