import type { AlertRule } from '../folder/folder.ts';
import { listOf, numberOf, objectOf, textOf } from '../folder/json.ts';

/** When a rule fires: one comparison of a threshold expression or of a classic condition. */
export interface Condition {
  /** Where it stands: the refId and, where there are several, its number. */
  readonly key: string;
  /** `above 15`, `outside 1 to 5` */
  readonly text: string;
  readonly type: string;
  readonly params: readonly number[];
  /** The same for the value at which it is called well again. */
  readonly recovery: string | undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  gt: 'above',
  gte: 'at least',
  lt: 'below',
  lte: 'at most',
  eq: 'equal to',
  ne: 'other than',
  within_range: 'within',
  outside_range: 'outside',
  no_value: 'no value',
};

/** The comparisons of a rule, in the order of its queries. */
export function conditionsOf(rule: AlertRule): Condition[] {
  return rule.queries.flatMap(({ refId, model }) => {
    if (model['type'] !== 'threshold' && model['type'] !== 'classic_conditions') return [];
    const conditions = listOf(model['conditions']).map(objectOf);
    return conditions.map((condition, index): Condition => {
      const evaluator = objectOf(condition['evaluator']);
      const params = listOf(evaluator['params'])
        .map(numberOf)
        .filter((value) => value !== undefined);
      const type = textOf(evaluator['type']) ?? '';
      const unload = objectOf(condition['unloadEvaluator']);
      const recovery =
        Object.keys(unload).length > 0 ? comparison(textOf(unload['type']) ?? '', listOf(unload['params'])) : undefined;
      return {
        key: `${refId}${conditions.length > 1 ? ` ${index + 1}` : ''}`,
        text: comparison(type, params),
        type,
        params,
        recovery,
      };
    });
  });
}

/** True when a comparison holds for fewer values than it did. */
export function isLooser(before: Condition, after: Condition): boolean {
  if (before.type !== after.type) return false;
  const [low = 0, high = 0] = before.params;
  const [newLow = 0, newHigh = 0] = after.params;
  switch (after.type) {
    case 'gt':
    case 'gte':
      return newLow > low;
    case 'lt':
    case 'lte':
      return newLow < low;
    case 'within_range':
    case 'within_range_included':
      return newLow > low || newHigh < high;
    case 'outside_range':
    case 'outside_range_included':
      return newLow < low || newHigh > high;
    default:
      return false;
  }
}

function comparison(type: string, params: readonly unknown[]): string {
  return [WORDS[type] ?? type, params.map(String).join(' to ')].join(' ').trim();
}
