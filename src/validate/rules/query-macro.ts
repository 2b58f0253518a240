import type { Rule } from '../rule.ts';

/** Every macro and every variable of Grafana in a query is one that something replaces. */
export const queryMacro: Rule = {
  id: 'query/macro',
  severity: 'error',
  description:
    'Every macro and every variable of Grafana in a query is one that something replaces, with the arguments it takes.',
  why: "The data source replaces the macros it knows and refuses a wrong number of arguments; PostgreSQL's refuses an unknown name too, all others send it to the engine. An alert rule has no dashboard: its variables, $__from and $__conditionalAll stay in the text.",
  bad: 'SELECT count() FROM agent_trades WHERE $__dateTimeFilter(timestamp)',
  good: 'SELECT count() FROM agent_trades WHERE $__timeFilter(timestamp)',
  expression({ macroProblems }, report) {
    for (const { from, to, message, hint } of macroProblems) report({ from, to, isWritten: true, message, hint });
  },
};
