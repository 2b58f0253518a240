/** Matchers of fields: of an override, and of what a transformation applies to. */
export const fieldMatcherIds: ReadonlySet<string> = new Set([
  'anyMatch',
  'allMatch',
  'invertMatch',
  'alwaysMatch',
  'neverMatch',
  'byType',
  'byTypes',
  'numeric',
  'time',
  'byName',
  'byRegexp',
  'byNames',
  'byRegexpOrNames',
  'byFrameRefID',
  'first',
  'firstTimeField',
  'byValue',
]);

/** Matchers of whole results: the `filter` of a transformation. */
export const frameMatcherIds: ReadonlySet<string> = new Set([
  'anyMatch',
  'allMatch',
  'invertMatch',
  'alwaysMatch',
  'neverMatch',
  'byName',
  'byRefId',
]);

/** Matchers of values: the conditions of `filterByValue`. */
export const valueMatcherIds: ReadonlySet<string> = new Set([
  'regex',
  'isNull',
  'isNotNull',
  'greater',
  'greaterOrEqual',
  'lower',
  'lowerOrEqual',
  'equal',
  'notEqual',
  'substring',
  'notSubstring',
  'between',
]);
