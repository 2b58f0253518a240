import type { Diagnostic } from '../diagnostics.ts';
import { prettyDiagnostic } from './pretty.ts';

export type Format = 'pretty' | 'json';

/** Findings in one of the formats, as they are printed to stdout. */
export function printFindings(found: readonly Diagnostic[], format: Format, color: boolean): string {
  return FORMATS[format](found, color);
}

const FORMATS: Readonly<Record<Format, (found: readonly Diagnostic[], color: boolean) => string>> = {
  pretty: (found, color) => `${found.map((diagnostic) => prettyDiagnostic(diagnostic, color)).join('')}${summary(found)}\n`,
  json: (found) => `${JSON.stringify(found, null, 2)}\n`,
};

function summary(found: readonly Diagnostic[]): string {
  if (found.length === 0) return 'No findings.';
  const errors = found.filter(({ severity }) => severity === 'error').length;
  return `${errors} errors, ${found.length - errors} warnings`;
}
