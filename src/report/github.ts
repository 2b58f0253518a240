import type { Diagnostic } from '../diagnostics/diagnostics.ts';

/** Workflow commands of GitHub Actions: each finding becomes an annotation beside its line in the pull request. */
export function githubReport(found: readonly Diagnostic[]): string {
  return found.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}

function command({ severity, id, message, hint, at, definedAt }: Diagnostic): string {
  const place = at ? { file: at.file, line: at.line, col: at.column, endColumn: at.endColumn } : {};
  const properties = Object.entries({ ...place, title: id }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  const origin = definedAt ? [`Defined at ${definedAt.file}:${definedAt.line ?? 1}.`] : [];
  return `::${severity} ${properties.join(',')}::${data([message, ...(hint ? [hint] : []), ...origin].join('\n'))}`;
}

/** What a workflow command may not hold as it is. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
