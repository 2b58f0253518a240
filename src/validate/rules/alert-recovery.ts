import { listOf, objectOf } from '../../folder/json.ts';
import { comparisonText, regionOf } from '../../folder/value-ranges/comparison.ts';
import { common, isEmpty, isPoint, type Range } from '../../folder/value-ranges/range.ts';
import type { Rule } from '../rule.ts';

/** No number meets both the threshold and the recovery threshold of a rule. */
export const alertRecovery: Rule = {
  id: 'alert/recovery',
  severity: 'warning',
  description: 'No number meets both the threshold and the recovery threshold of a rule.',
  why: 'Grafana checks the recovery threshold as soon as a series fires. A number that meets both fires at one evaluation and recovers at the next: the alert flaps, and with a pending period it never fires at all.',
  bad: 'conditions: [{evaluator: {type: gt, params: [8]}, unloadEvaluator: {type: lt, params: [10]}}]',
  good: 'conditions: [{evaluator: {type: gt, params: [8]}, unloadEvaluator: {type: lt, params: [6]}}]',
  alertQuery({ isExpression, model, label }, report) {
    if (!isExpression || model['type'] !== 'threshold') return;
    const condition = objectOf(listOf(model['conditions'])[0]);
    const [firing, recovery] = ['evaluator', 'unloadEvaluator'].map((name) => objectOf(condition[name]));
    const [fires, recovers] = [firing, recovery].map((evaluator) =>
      regionOf(evaluator?.['type'], listOf(evaluator?.['params'])),
    );
    if (!fires || !recovers || !overlap(fires, recovers)) return;
    const text = (evaluator: typeof firing) => comparisonText(evaluator?.['type'], listOf(evaluator?.['params']));
    report({
      at: ['model', 'conditions', 0, 'unloadEvaluator'],
      message: `${label} fires for ${text(firing)} and recovers for ${text(recovery)}, so numbers that meet both make it flap.`,
      hint: 'Set the recovery threshold on the other side of the threshold, or equal to it.',
    });
  },
};

/**
 * Whether two regions overlap in more than a single number, which is hardly ever met, as with "at least 8" and "at most
 * 8".
 */
function overlap(left: readonly Range[], right: readonly Range[]): boolean {
  return left.some((one) =>
    right.some((other) => {
      const both = common(one, other);
      return !isEmpty(both) && !isPoint(both);
    }),
  );
}
