import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { workflowData, workflowProperty } from './quote.ts';

/** Workflow commands of GitHub Actions: each finding becomes an annotation beside its line in the pull request. */
export function githubReport(found: readonly Diagnostic[]): string {
  return found.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}

/** Annotates the definition if there is one: reviewers change that line, and the pull request shows it. */
function command({ severity, id, message, hint, at, definedAt }: Diagnostic): string {
  const shown = definedAt ?? at;
  const place = shown ? { file: shown.file, line: shown.line, col: shown.column, endColumn: shown.endColumn } : {};
  const properties = Object.entries({ ...place, title: id }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${workflowProperty(String(value))}`],
  );
  const origin = definedAt && at ? [`It makes ${at.file}:${at.line ?? 1}.`] : [];
  return `::${severity === 'note' ? 'notice' : severity} ${properties.join(',')}::${workflowData([message, ...(hint ? [hint] : []), ...origin].join('\n'))}`;
}
