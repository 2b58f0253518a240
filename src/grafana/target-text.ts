/** Where the plugins of data sources keep the text of a query. */
const TEXTS = ['expr', 'rawSql', 'query', 'queryText', 'rawQuery', 'sql', 'target', 'expression', 'kql', 'statement'];
/** What every target has, whatever it asks. */
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

/** What a target asks, in whichever language; everything that it says, where its plugin has no text. */
export function targetText(target: Readonly<Record<string, unknown>>): string {
  const text = TEXTS.map((name) => target[name]).find((member) => typeof member === 'string' && member !== '');
  if (typeof text === 'string') return text;
  const said = Object.entries(target).filter(([name]) => !COMMON.has(name));
  return said.length === 0 ? '' : JSON.stringify(Object.fromEntries(said));
}
