// This room turns findings into text: for people, for programs (JSON, SARIF, JUnit) and for GitHub. It imports nothing
// of ours but the form of a finding, and it prints nothing itself.

import { compare } from '../diagnostics/order.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { counted } from './counted.ts';
import { githubReport } from './github.ts';
import { junitReport } from './junit.ts';
import { prettyDiagnostic } from './pretty.ts';
import { jsonText } from './quote.ts';
import { type RuleFacts, sarifReport } from './sarif.ts';

/** How findings can be printed. */
export type Format = 'pretty' | 'json' | 'github' | 'sarif' | 'junit';

/** What a report may say beside its findings. */
export interface ReportFacts {
  /** Every file that was checked. */
  readonly files: readonly string[];
  readonly rules: readonly RuleFacts[];
  /** Of this program. */
  readonly version: string;
  readonly color: boolean;
  /** Findings that a comment, the configuration or a baseline keeps quiet. */
  readonly suppressed: number;
}

/** More findings than a screen shows are counted by rule too. */
const MANY = 20;

/** Findings in one of the formats, as they are printed to stdout. */
export function printFindings(found: readonly Diagnostic[], format: Format, facts: ReportFacts): string {
  return writers[format](found, facts);
}

const writers: Readonly<Record<Format, (found: readonly Diagnostic[], facts: ReportFacts) => string>> = {
  pretty: (found, facts) =>
    `${found.map((diagnostic) => `${prettyDiagnostic(diagnostic, facts.color)}\n`).join('')}${summary(found, facts)}\n${found.length > MANY ? tally(found) : ''}`,
  json: (found, { files, suppressed }) =>
    `${jsonText({ files: files.length, suppressed, findings: found.map(withoutExcerpt) }, 2)}\n`,
  github: (found) => githubReport(found),
  sarif: (found, { rules, version }) => sarifReport(found, rules, version),
  junit: (found, { files }) => junitReport(found, files),
};

function summary(found: readonly Diagnostic[], { files, suppressed }: ReportFacts): string {
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const counts =
    found.length === 0 ? 'no findings' : `${counted(errors, 'error')}, ${counted(found.length - errors, 'warning')}`;
  return `${counted(files.length, 'file')}: ${counts}${suppressed > 0 ? `, ${suppressed} suppressed` : ''}.`;
}

/** How often each rule found something, errors first, the most frequent first. */
function tally(found: readonly Diagnostic[]): string {
  return (['error', 'warning'] as const)
    .map((severity) => {
      const counts = new Map<string, number>();
      for (const { id } of found.filter((one) => one.severity === severity)) counts.set(id, (counts.get(id) ?? 0) + 1);
      const ordered = [...counts].sort(([left, many], [right, more]) => more - many || compare(left, right));
      return ordered.length === 0
        ? ''
        : `  ${severity}s: ${ordered.map(([id, count]) => `${id} ${count}`).join(', ')}\n`;
    })
    .join('');
}

/** The quoted line is for people. */
function withoutExcerpt({ at, ...rest }: Diagnostic): Diagnostic {
  if (!at) return rest;
  const { excerpt: _line, ...place } = at;
  return { ...rest, at: place };
}
