/** Properties of a field that every panel knows; a property of its own begins with `custom.`. */
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
