/** Severities of the fleet's rules, most severe first. */
export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
/** Teams that own the fleet's rules. */
export const teams = ['trading', 'treasury', 'escrow', 'platform', 'finance', 'data', 'growth'] as const;
export type Team = (typeof teams)[number];

/** Names of receivers per severity; an empty or missing list falls back to the first receiver. */
export type Routes = { readonly [S in Severity]?: readonly string[] };
