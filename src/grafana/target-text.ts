/** The keys in which data source plugins store the text of a query. */
const TEXTS = ['expr', 'rawSql', 'query', 'queryText', 'rawQuery', 'sql', 'target', 'expression', 'kql', 'statement'];
/** The keys that every target has, apart from its query. */
const COMMON = new Set([
  'refId',
  'datasource',
  'hide',
  'key',
  'queryType',
  'legendFormat',
  'format',
  'editorMode',
  'intervalMs',
  'maxDataPoints',
]);

/** The query text of a target in any language; the JSON of its other members if its plugin has no text. */
export function targetText(target: Readonly<Record<string, unknown>>): string {
  const text = TEXTS.map((name) => target[name]).find((member) => typeof member === 'string' && member !== '');
  if (typeof text === 'string') return text;
  const said = Object.entries(target).filter(([name]) => !COMMON.has(name));
  return said.length === 0 ? '' : JSON.stringify(Object.fromEntries(said));
}
