/**
 * What an "All" choice inserts, in every query language at once. As a PromQL or LogQL regex it reads "a quote, or
 * anything,
 * or a quote" and so matches every label value; as SQL it is the string literal `'|.+|'`, which `selected()`
 * recognises.
 * Grafana inserts it raw in either place, so one variable can drive PromQL and SQL panels, an agent that Prometheus no
 * longer
 * knows still shows in SQL panels, and 300 agents do not make a query of 4 KB.
 */
export const ALL_VALUE = "'|.+|'";

/**
 * A dashboard variable as queries see it. `multi` variables take part in regex matchers and SQL lists, single ones in
 * equality.
 */
export interface Variable<N extends string = string> {
  readonly variable: N;
  readonly multi: boolean;
}

export const agentId = { variable: 'agent_id', multi: true } as const satisfies Variable;
/** The one agent of the drilldown. */
export const singleAgentId = { variable: 'agent_id', multi: false } as const satisfies Variable;
export const strategy = { variable: 'strategy', multi: true } as const satisfies Variable;
export const market = { variable: 'market', multi: true } as const satisfies Variable;
export const ticker = { variable: 'ticker', multi: true } as const satisfies Variable;
export const payer = { variable: 'payer', multi: true } as const satisfies Variable;
export const payee = { variable: 'payee', multi: true } as const satisfies Variable;
export const escrowId = { variable: 'escrow_id', multi: false } as const satisfies Variable;
/** How many rows or series a top-N panel shows; always a number. */
export const topN = { variable: 'topn', multi: false } as const satisfies Variable;
/** Look-back of rolling figures in days; always a number. */
export const sharpeWindow = { variable: 'sharpe_window', multi: false } as const satisfies Variable;
/** Length of the periods that totals are given for: day, week or month, as `date_trunc` spells them. */
export const period = { variable: 'period', multi: false } as const satisfies Variable;

/** A variable whose options are numbers only, so that it may stand unquoted. */
export type NumberVariable = typeof topN | typeof sharpeWindow;

/** True for a variable, false for a plain matcher value. */
export function isVariable(value: unknown): value is Variable {
  return typeof value === 'object' && value !== null && 'variable' in value;
}

/** Which agents a figure is about; all of them when left out, as in a rule. */
export interface AgentScope {
  readonly agent_id?: Variable;
}
/** Which agents and strategies a figure is about; all of them when left out. */
export interface PnlScope extends AgentScope {
  readonly strategy?: Variable;
}
