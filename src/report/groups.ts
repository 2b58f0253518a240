import type { Diagnostic, Severity } from '../diagnostics/diagnostics.ts';

/** Findings with the same meaning; a reader needs only one of them. */
export interface FindingGroup {
  readonly first: Diagnostic;
  readonly all: readonly Diagnostic[];
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Findings by their meaning: errors first, each kind in the order in which it was found. Two have the same meaning if
 * they differ by names and numbers only and ask for the same edit.
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

/** Names are in quotation marks, after the words that say what they are names of. */
function sayingOf({ severity, id, message, hint = '', at }: Diagnostic): string {
  // What one dashboard or rule says of itself repeats in its file; what it says of a data source repeats everywhere.
  const said = message
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/\bQuery \S+ of\b/g, 'Query … of')
    .replaceAll(/\d+(?:\.\d+)?/g, '#')
    .replaceAll(at?.file ?? '\0', '…');
  return [severity, id, said, hint].join('\0');
}
