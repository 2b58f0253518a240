import { UserError } from '../../diagnostics/errors.ts';
import { type Family, metricFacts, type SeriesOfName } from './families.ts';
import type { FoundFacts } from './found.ts';

/** `name`, `{…}` and the rest of a line; braces in a label value are inside quotes. */
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)?\s*(\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?\s+\S/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"/g;
const COMMENT = /^#\s+(TYPE|HELP|UNIT)\s+(\S+)\s*(.*)$/;

/** The metrics in one or several pages of exporters in text format (Prometheus or OpenMetrics). */
export function expositionFacts(pages: readonly { readonly file: string; readonly text: string }[]): FoundFacts {
  const families = new Map<string, Family>();
  const series = new Map<string, { labels: Set<string>; bounds: Set<string> }>();
  for (const { file, text } of pages)
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const comment = COMMENT.exec(line);
      if (comment) families.set(comment[2] ?? '', said(families.get(comment[2] ?? ''), comment[1], comment[3] ?? ''));
      if (line.trim() === '' || line.startsWith('#')) continue;
      const sample = SAMPLE.exec(line);
      if (!sample?.[1]) throw unreadable(file, index + 1);
      const found = series.get(sample[1]) ?? { labels: new Set(), bounds: new Set() };
      series.set(sample[1], found);
      for (const [, label = '', value = ''] of (sample[2] ?? '').matchAll(LABEL)) {
        found.labels.add(label);
        if (label === 'le') found.bounds.add(value);
      }
    }
  const names = [...series].map(([name, { labels, bounds }]): [string, SeriesOfName] => [
    name,
    { labels: [...labels], ...(bounds.size > 0 ? { bounds: [...bounds] } : {}) },
  ]);
  // An exporter's page has no target labels: Prometheus adds them.
  return metricFacts(new Map(names.filter(([name]) => !name.endsWith('_created'))), families, []);
}

function said(before: Family = { type: 'unknown' }, what: string | undefined, text: string): Family {
  if (what === 'TYPE') return { ...before, type: text.trim() };
  return what === 'HELP'
    ? { ...before, help: text.replaceAll('\\n', '\n').replaceAll('\\\\', '\\') }
    : { ...before, unit: text.trim() };
}

function unreadable(file: string, line: number): UserError {
  return new UserError({
    severity: 'error',
    id: 'catalog/exposition',
    message: 'This line is not a sample, so the file is not in the text format of an exporter.',
    hint: 'Save the page with `curl http://host:port/metrics > metrics.txt`.',
    at: { file, line, column: 1 },
  });
}
