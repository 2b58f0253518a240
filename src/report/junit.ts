import type { Diagnostic } from '../diagnostics.ts';

/** JUnit's XML: a suite for each file, a failed case for each finding; a file without findings is a case that passed. */
export function junitReport(found: readonly Diagnostic[], files: readonly string[]): string {
  const all = [...new Set([...files, ...found.map(({ at }) => at?.file ?? '')])].sort();
  const suites = all.map((file) => suite(file, found.filter(({ at }) => (at?.file ?? '') === file)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pf-grafana validate" tests="${suites.reduce((total, { tests }) => total + tests, 0)}" failures="${found.length}">\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`;
}

function suite(file: string, found: readonly Diagnostic[]): { tests: number; xml: string } {
  const tests = Math.max(1, found.length);
  const cases = found.length === 0 ? `    <testcase name="valid" classname=${attribute(file)}/>\n` : found.map(failedCase).join('');
  return { tests, xml: `  <testsuite name=${attribute(file)} tests="${tests}" failures="${found.length}">\n${cases}  </testsuite>\n` };
}

function failedCase({ severity, id, message, hint, at }: Diagnostic): string {
  const place = `${at?.file ?? ''}${at?.line === undefined ? '' : `:${at.line}:${at.column ?? 1}`}`;
  return `    <testcase name=${attribute(`${id} ${place}`)} classname=${attribute(at?.file ?? '')}>\n      <failure type="${severity}" message=${attribute(message)}>${text(`${place}\n${message}${hint ? `\n${hint}` : ''}`)}</failure>\n    </testcase>\n`;
}

function attribute(value: string): string {
  return `"${text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

/** XML has no place for most control characters, escaped or not. */
function text(value: string): string {
  return value.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
