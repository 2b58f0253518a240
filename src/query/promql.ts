// This folder builds queries: functions from the names of a catalog to PromQL, LogQL and SQL, with type errors for
// wrong names. It contains no facts of a project and validates no query: `validate` checks the emitted text.

/**
 * The functions for PromQL: `promql(source, catalog)` gives the selectors of a catalog in a data source; functions,
 * aggregations and operators are typed by the labels and the data source of their arguments.
 */
export {
  avg,
  avgBy,
  bottomk,
  count,
  countBy,
  max,
  maxBy,
  min,
  minBy,
  rangeBottomk,
  rangeTopk,
  sortDesc,
  sum,
  sumBy,
  topk,
} from './promql/aggregations.ts';
export {
  abs,
  absent,
  changes,
  clampMin,
  delta,
  sumDelta,
  deriv,
  increase,
  offset,
  overTime,
  rate,
  time,
  timestamp,
  vector,
} from './promql/functions.ts';
export {
  add,
  and,
  atLeast,
  div,
  greater,
  larger,
  less,
  type Matching,
  mul,
  or,
  ratio,
  sub,
  unless,
} from './promql/operators.ts';
export type { LabelQuery, Matchers, MatcherValue } from './promql/matchers.ts';
export { quantile } from './promql/quantiles.ts';
export { promql, type Selectors, type SelectorsOf } from './promql/selectors.ts';
export type { Buckets, Counter, Duration, Gauge, PanelWindow, Vector, Window } from './promql/vector.ts';
