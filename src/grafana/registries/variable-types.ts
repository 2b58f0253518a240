/** Kinds of dashboard variables. */
export const variableTypes: ReadonlySet<string> = new Set([
  'query',
  'custom',
  'datasource',
  'interval',
  'constant',
  'textbox',
  'adhoc',
  'groupby',
  'switch',
  'snapshot',
  'system',
]);
