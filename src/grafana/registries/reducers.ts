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
/** What Grafana's older panels called them. */
const OLD_NAMES = ['current', 'avg', 'total'];
const PERCENTILES = Array.from({ length: 99 }, (_, index) => `p${index + 1}`);

/** Calculations of the browser that make one value of a series: of panels, legends and transformations. */
export const fieldReducerIds: ReadonlySet<string> = new Set([...NAMES, ...OLD_NAMES, ...PERCENTILES]);

/** The ones that a hint names. */
export const commonReducers = 'lastNotNull, last, first, min, max, mean, sum, count, range, diff or p95';
