import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { xmlAttribute, xmlText } from './xml.ts';

/** JUnit XML: a suite per file and a failed case per finding; a file without findings is a passed case. */
export function junitReport(found: readonly Diagnostic[], files: readonly string[]): string {
  const all = [...new Set([...files, ...found.map(({ at }) => at?.file ?? '')])].sort();
  const suites = all.map((file) =>
    suite(
      file,
      found.filter(({ at }) => (at?.file ?? '') === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pf-grafana validate" tests="${suites.reduce((total, { tests }) => total + tests, 0)}" failures="${found.filter(isFailure).length}">\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`;
}

function suite(file: string, found: readonly Diagnostic[]): { tests: number; xml: string } {
  const tests = Math.max(1, found.length);
  const cases =
    found.length === 0
      ? `    <testcase name="valid" classname=${xmlAttribute(file)}/>\n`
      : found.map(failedCase).join('');
  return {
    tests,
    xml: `  <testsuite name=${xmlAttribute(file)} tests="${tests}" failures="${found.filter(isFailure).length}">\n${cases}  </testsuite>\n`,
  };
}

/** Notes are not failures. */
function isFailure({ severity }: Diagnostic): boolean {
  return severity !== 'note';
}

function failedCase({ severity, id, message, hint, at }: Diagnostic): string {
  const place = `${at?.file ?? ''}${at?.line === undefined ? '' : `:${at.line}:${at.column ?? 1}`}`;
  if (severity === 'note')
    return `    <testcase name=${xmlAttribute(`${id} ${place}`)} classname=${xmlAttribute(at?.file ?? '')}>\n      <skipped message=${xmlAttribute(message)}/>\n    </testcase>\n`;
  return `    <testcase name=${xmlAttribute(`${id} ${place}`)} classname=${xmlAttribute(at?.file ?? '')}>\n      <failure type="${severity}" message=${xmlAttribute(message)}>${xmlText(`${place}\n${message}${hint ? `\n${hint}` : ''}`)}</failure>\n    </testcase>\n`;
}
