import type { Diagnostic, Severity } from '../diagnostics/diagnostics.ts';

/** Findings with the same meaning; showing one of them is enough. */
export interface FindingGroup {
  readonly first: Diagnostic;
  readonly all: readonly Diagnostic[];
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Groups findings by meaning: errors first, each severity in the order of discovery. Two findings have the same meaning
 * if they differ only in names and numbers and have the same hint.
 */
export function groupFindings(found: readonly Diagnostic[]): FindingGroup[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of found) {
    const key = sayingOf(diagnostic);
    const group = groups.get(key);
    if (group) group.push(diagnostic);
    else groups.set(key, [diagnostic]);
  }
  return [...groups.values()]
    .flatMap((all): FindingGroup[] => (all[0] ? [{ first: all[0], all }] : []))
    .sort((left, right) => ORDER[left.first.severity] - ORDER[right.first.severity]);
}

/** The text of a finding without its names, which are in quotation marks. */
function sayingOf({ severity, id, message, hint = '', at }: Diagnostic): string {
  // Also without numbers, refIds and the file, so that equal findings of different files are grouped.
  const said = message
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/\bQuery \S+ of\b/g, 'Query … of')
    .replaceAll(/\d+(?:\.\d+)?/g, '#')
    .replaceAll(at?.file ?? '\0', '…');
  return [severity, id, said, hint].join('\0');
}
