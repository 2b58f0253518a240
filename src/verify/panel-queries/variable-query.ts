/** The parts of a variable's query in the syntax of Prometheus or Loki. */
export interface VariableQuery {
  /** Selector whose label values are listed; every series if missing. */
  readonly series?: string;
  readonly label?: string;
  readonly promql?: string;
}

/**
 * Returns the parts of `label_values(series, label)`, `label_values(label)` or `query_result(promql)`; throws for
 * anything else.
 */
export function variableQuery(query: string): VariableQuery {
  const [, promql] = /^query_result\((.+)\)\s*$/s.exec(query) ?? [];
  if (promql !== undefined) return { promql };
  const [, series, label] = /^label_values\((?:(.+),\s*)?([a-zA-Z_]\w*)\)\s*$/s.exec(query) ?? [];
  if (label === undefined) throw new Error(`${query} is neither label_values(…) nor query_result(…)`);
  return series === undefined ? { label } : { series, label };
}
