import { logqlNodes } from '../../folder/expressions/logql-facts.ts';
import type { Rule } from '../rule.ts';

/** A Loki query in an alert rule returns numbers, not log lines. */
export const alertLogLines: Rule = {
  id: 'alert/log-lines',
  severity: 'error',
  description: 'A Loki query in an alert rule returns numbers, not log lines.',
  why: 'Log lines have no number that a rule could compare: each evaluation ends in an error, and the rule never fires when it should.',
  bad: 'expr: \'{app="db"} |= "error"\'',
  good: 'expr: \'sum(count_over_time({app="db"} |= "error" [5m]))\'',
  alertQuery(query, report, { queries }) {
    const expression = queries?.ofAlert(query);
    if (expression?.language !== 'logql' || !expression.tree || expression.syntax.length > 0) return;
    if (logqlNodes(expression.tree, 'MetricExpr').length > 0 || logqlNodes(expression.tree, 'LogExpr').length === 0)
      return;
    report({
      at: ['model', 'expr'],
      message: `${query.label} returns log lines, which a condition cannot compare, so every evaluation ends in an error.`,
      hint: `Count them: sum(count_over_time(${expression.mapped.original.trim().slice(0, 80)} [5m])).`,
    });
  },
};
