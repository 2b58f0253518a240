/** Field matchers, used in overrides and transformations. */
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

/** Frame matchers, used in the `filter` of a transformation. */
export const frameMatcherIds: ReadonlySet<string> = new Set([
  'anyMatch',
  'allMatch',
  'invertMatch',
  'alwaysMatch',
  'neverMatch',
  'byName',
  'byRefId',
]);

/** Value matchers, used in the conditions of `filterByValue`. */
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
