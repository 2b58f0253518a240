import { logqlOf } from '../../folder/expressions/expression-facts.ts';
import { logqlNodes } from '../../folder/expressions/logql-facts.ts';
import { isAsWritten } from '../../folder/expressions/mapped-text.ts';
import type { Rule } from '../rule.ts';

/** Functions that add up lines; a mean or a quantile may have its own range. */
const ADDING = new Set(['rate', 'bytes_rate', 'count_over_time', 'bytes_over_time', 'sum_over_time']);

/** A LogQL panel that counts lines uses $__auto as the range. */
export const queryLogqlAuto: Rule = {
  id: 'query/logql-auto',
  severity: 'warning',
  description: 'A LogQL panel that counts lines uses $__auto as the range.',
  why: 'A fixed range that is shorter than the step misses lines, and a longer one counts them twice; $__auto is the step.',
  bad: 'sum(count_over_time({app="pf"}[5m]))',
  good: 'sum(count_over_time({app="pf"}[$__auto]))',
  standsFor: ['dashboard-linter: target-logql-auto-rule'],
  differs: 'Only queries that count lines in a panel over time: a mean or an instant query has its own range.',
  presets: ['recommended', 'mixin'],
  expression(expression, report) {
    const logql = logqlOf(expression);
    if (!logql || expression.role !== 'panel' || expression.isInstant) return;
    for (const { from, to, parent } of logqlNodes(logql.tree, 'Range')) {
      const operation = parent?.parent?.getChild('RangeOp');
      if (
        operation &&
        ADDING.has(logql.text.slice(operation.from, operation.to)) &&
        isAsWritten(expression.mapped, from, to)
      )
        report({
          from,
          to,
          message: 'the range is fixed, so lines are counted twice or missed when the step differs',
          hint: 'Write [$__auto].',
        });
    }
  },
};
