import type { Rule } from '../rule.ts';

/** Every macro and built-in variable in a query is replaced by Grafana or the data source. */
export const queryMacro: Rule = {
  id: 'query/macro',
  severity: 'error',
  description:
    'Every macro and built-in variable in a query is one that Grafana or the data source replaces, with the right arguments.',
  why: 'The data source replaces the macros it knows and refuses a wrong number of arguments; the PostgreSQL data source also refuses an unknown macro, the others send it to the engine. An alert rule has no dashboard: dashboard variables, $__from and $__conditionalAll stay in the text.',
  bad: 'SELECT count() FROM agent_trades WHERE $__dateTimeFilter(timestamp)',
  good: 'SELECT count() FROM agent_trades WHERE $__timeFilter(timestamp)',
  expression({ macroProblems }, report) {
    for (const { from, to, message, hint } of macroProblems) report({ from, to, isWritten: true, message, hint });
  },
};
