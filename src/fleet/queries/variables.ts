import type { NumberVariable, Variable } from '../../query/variables.ts';

/** The variables of the fleet's dashboards. */
export const agentId = { variable: 'agent_id', multi: true } as const satisfies Variable;
/** The agent of the drilldown. */
export const singleAgentId = { variable: 'agent_id', multi: false } as const satisfies Variable;
export const strategy = { variable: 'strategy', multi: true } as const satisfies Variable;
export const market = { variable: 'market', multi: true } as const satisfies Variable;
export const ticker = { variable: 'ticker', multi: true } as const satisfies Variable;
export const payer = { variable: 'payer', multi: true } as const satisfies Variable;
export const payee = { variable: 'payee', multi: true } as const satisfies Variable;
export const escrowId = { variable: 'escrow_id', multi: false } as const satisfies Variable;
/** Number of rows or series in a top-N panel; always a number. */
export const topN = { variable: 'topn', multi: false, values: 'numbers' } as const satisfies NumberVariable;
/** Look-back of rolling figures in days; always a number. */
export const sharpeWindow = {
  variable: 'sharpe_window',
  multi: false,
  values: 'numbers',
} as const satisfies NumberVariable;
/** Length of the periods of totals: day, week or month, in the spelling of `date_trunc`. */
export const period = { variable: 'period', multi: false } as const satisfies Variable;

/** Agents of a figure; all of them when left out, as in a rule. */
export interface AgentScope {
  readonly agent_id?: Variable;
}
/** Agents and strategies of a figure; all of them when left out. */
export interface PnlScope extends AgentScope {
  readonly strategy?: Variable;
}
