const NAMES = [
  'lastNotNull',
  'last',
  'firstNotNull',
  'first',
  'min',
  'max',
  'mean',
  'median',
  'variance',
  'stdDev',
  'sum',
  'count',
  'countAll',
  'range',
  'delta',
  'step',
  'diff',
  'logmin',
  'allIsZero',
  'allIsNull',
  'changeCount',
  'distinctCount',
  'diffperc',
  'allValues',
  'uniqueValues',
];
/** Their names in Grafana's older panels. */
const OLD_NAMES = ['current', 'avg', 'total'];
const PERCENTILES = Array.from({ length: 99 }, (_, index) => `p${index + 1}`);

/** Calculations that reduce a series to one value in the browser: for panels, legends and transformations. */
export const fieldReducerIds: ReadonlySet<string> = new Set([...NAMES, ...OLD_NAMES, ...PERCENTILES]);

/** The ones named in a hint. */
export const commonReducers = 'lastNotNull, last, first, min, max, mean, sum, count, range, diff or p95';
