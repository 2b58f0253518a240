/** Field properties available in every panel; a panel's own properties begin with `custom.`. */
export const standardFieldProperties: ReadonlySet<string> = new Set([
  'displayName',
  'unit',
  'fieldMinMax',
  'min',
  'max',
  'decimals',
  'noValue',
  'links',
  'actions',
  'color',
  'mappings',
  'thresholds',
  'filterable',
]);
