import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { workflowData, workflowProperty } from './quote.ts';

/** Workflow commands of GitHub Actions: each finding becomes an annotation beside its line in the pull request. */
export function githubReport(found: readonly Diagnostic[]): string {
  return found.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}

function command({ severity, id, message, hint, at, definedAt }: Diagnostic): string {
  const place = at ? { file: at.file, line: at.line, col: at.column, endColumn: at.endColumn } : {};
  const properties = Object.entries({ ...place, title: id }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${workflowProperty(String(value))}`],
  );
  const origin = definedAt ? [`Defined at ${definedAt.file}:${definedAt.line ?? 1}.`] : [];
  return `::${severity === 'note' ? 'notice' : severity} ${properties.join(',')}::${workflowData([message, ...(hint ? [hint] : []), ...origin].join('\n'))}`;
}
