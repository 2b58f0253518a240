import type { SyntaxNode } from '@lezer/common';

import type { AlertRule } from '../../folder/folder.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import { catalogFor } from '../../folder/expressions/catalog-for.ts';
import type { ParsedExpression } from '../../folder/expressions/prepare.ts';
import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { chainOf, sourcesBehind } from '../../folder/expressions/alert-result.ts';
import {
  argumentsOf,
  childOf,
  expressionsIn,
  operationOf,
  selectorsBelow,
  unwrapped,
} from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

const OF_INCREASE = new Set(['increase', 'rate', 'irate']);

/** An alert on any increase of a counter also detects a counter that appears with its first event. */
export const alertNewCounter: Rule = {
  id: 'alert/new-counter',
  severity: 'warning',
  description: 'An alert on any increase of a counter also detects a counter that appears with its first event.',
  why: 'Prometheus has no earlier value, so a counter that appears at 1 has increased by 0, and the first failure does not fire the alert. Exporters that create each series at 0 avoid this.',
  bad: 'increase(backup_failures_total[1h]) > 0',
  good: 'increase(backup_failures_total[1h]) > 0 or (backup_failures_total unless backup_failures_total offset 1h) > 0',
  alert(alert, report, { queries, catalog }) {
    if (!queries) return;
    const isAboveZero = hasThresholdZero(alert);
    for (const query of sourcesBehind(alert)) {
      const expression = queries.ofAlert(query);
      const watched = expression && watchedIncrease(expression);
      if (!watched || !(watched.isAboveZero || isAboveZero)) continue;
      const { metric, call } = watched;
      const isCreatedAtZero = catalogFor(expression, catalog)?.prometheus?.metrics[metric]?.startsAtZero === true;
      if (isCreatedAtZero) continue;
      const { offset, length } = expression.mapped.origin(call.from, call.to);
      report({
        place: query,
        at: ['model', 'expr'],
        within: { offset, length },
        message: `${query.label}: when the counter ${metric} appears above 0 it has no increase yet, so its first event does not fire the alert.`,
        hint: `Create each series at 0 in the exporter, or add: or (${metric} unless ${metric} offset 1h) > 0.`,
      });
    }
  },
};

/** The increase of a counter that a query measures, and whether the query itself compares it with 0. */
function watchedIncrease(
  expression: ParsedExpression,
): { readonly metric: string; readonly call: SyntaxNode; readonly isAboveZero: boolean } | undefined {
  const promql = promqlOf(expression);
  if (!promql) return undefined;
  const { node: call, isAboveZero } = counted(promql.tree, promql.text);
  const [selector] = selectorsBelow(call, promql.text);
  const isIncrease = OF_INCREASE.has(operationOf(call, promql.text));
  return isIncrease && selector ? { metric: selector.name, call, isAboveZero } : undefined;
}

/** The measured expression inside comparisons, conditions and sums, and whether these compare it with 0. */
function counted(top: SyntaxNode, text: string): { readonly node: SyntaxNode; readonly isAboveZero: boolean } {
  let node = unwrapped(top);
  let isAboveZero = false;
  for (;;) {
    const [left, right] = expressionsIn(node);
    const isOperation = node.name === 'BinaryExpr';
    const isLimit = isOperation && childOf(node, 'Gtr') !== null && right?.name === 'NumberDurationLiteral';
    const isCondition = isOperation && (childOf(node, 'And') !== null || childOf(node, 'Unless') !== null);
    const inner = isLimit || isCondition ? left : undefined;
    const next = node.name === 'AggregateExpr' ? argumentsOf(node).at(-1) : inner;
    if (!next) return { node, isAboveZero };
    isAboveZero ||= isLimit && Number(text.slice(right.from, right.to)) === 0;
    node = unwrapped(next);
  }
}

/** Whether the only limit is a threshold or a classic condition above 0. */
function hasThresholdZero(alert: AlertRule): boolean {
  return chainOf(alert).some(
    ({ isExpression, model }) =>
      isExpression &&
      (model['type'] === 'threshold' || model['type'] === 'classic_conditions') &&
      listOf(model['conditions']).some((condition) => {
        const { type, params } = objectOf(objectOf(condition)['evaluator']);
        return type === 'gt' && listOf(params)[0] === 0;
      }),
  );
}
