/** The panel types for which dashboard-linter requires a title, a description, a unit and a query. */
export const LINTED_PANELS: ReadonlySet<string> = new Set([
  'stat',
  'singlestat',
  'graph',
  'table',
  'timeseries',
  'gauge',
]);
