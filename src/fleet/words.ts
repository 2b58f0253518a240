/** Severities of the fleet's rules, the gravest first. */
export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
/** Teams that the fleet's rules belong to. */
export const teams = ['trading', 'treasury', 'escrow', 'platform', 'finance', 'data', 'growth'] as const;
export type Team = (typeof teams)[number];

/** Names of receivers per severity; an empty or absent list falls back to the first receiver there is. */
export type Routes = { readonly [S in Severity]?: readonly string[] };
