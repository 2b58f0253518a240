import type { AlertRule } from '../folder/folder.ts';
import { listOf, numberOf, objectOf, textOf } from '../folder/json.ts';
import { own } from '../grafana/own.ts';

/** When a rule fires: one comparison of a threshold expression or of a classic condition. */
export interface Condition {
  /** The refId, with a number when there are several conditions. */
  readonly key: string;
  /** `above 15`, `outside 1 to 5` */
  readonly text: string;
  readonly type: string;
  readonly params: readonly number[];
  /** The comparison at which it recovers; undefined when none is set. */
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

/** True when some value met the condition before and no longer does; false when a comparison is not known here. */
export function isLooser(before: Condition, after: Condition): boolean {
  const [old, now] = [COMPARISONS[before.type], COMPARISONS[after.type]];
  if (!old || !now) return false;
  // Results only change at the params, so these and one value between and beyond each of them are enough.
  const edges = [...before.params, ...after.params].sort((left, right) => left - right);
  const values = edges.flatMap((edge, index) => {
    const next = edges[index + 1];
    return [edge, next === undefined ? edge + 1 : (edge + next) / 2];
  });
  return [(edges[0] ?? 0) - 1, ...values].some((value) => old(value, before.params) && !now(value, after.params));
}

type Comparison = (value: number, params: readonly number[]) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  gt: (value, [limit = 0]) => value > limit,
  gte: (value, [limit = 0]) => value >= limit,
  lt: (value, [limit = 0]) => value < limit,
  lte: (value, [limit = 0]) => value <= limit,
  eq: (value, [limit = 0]) => value === limit,
  ne: (value, [limit = 0]) => value !== limit,
  within_range: (value, [low = 0, high = 0]) => value > low && value < high,
  within_range_included: (value, [low = 0, high = 0]) => value >= low && value <= high,
  outside_range: (value, [low = 0, high = 0]) => value < low || value > high,
  outside_range_included: (value, [low = 0, high = 0]) => value <= low || value >= high,
};

function comparison(type: string, params: readonly unknown[]): string {
  return [own(WORDS, type) ?? type, params.map(String).join(' to ')].join(' ').trim();
}
