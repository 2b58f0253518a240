import type { Source } from '../folder/source/source.ts';
import type { Suppression } from './suppressions.ts';

/** `# pf-grafana: ignore alert/summary, alert/for until 2027-01-31 -- why`; `ignore-file` applies to the whole file. */
const COMMENT = /#\s*pf-grafana:\s*ignore(-file)?\s+([\w/,\s-]+?)(?:\s+until\s+(\d{4}-\d{2}-\d{2}))?(?:\s+--\s*(.*))?$/;

/** The suppressions in the comments of a YAML file: each covers its own line or, on a line of its own, the next one. */
export function commentSuppressions({ file, text }: Source): Suppression[] {
  if (!text.includes('pf-grafana:')) return [];
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const match = COMMENT.exec(line);
    if (!match) return [];
    const [, wholeFile, rules = '', until, reason = ''] = match;
    const isAlone = line.trimStart().startsWith('#');
    const target = isAlone ? nextLine(lines, index) : index + 1;
    return rules.split(',').map((rule): Suppression => ({
      rule: rule.trim(),
      reason,
      ...(until === undefined ? {} : { until }),
      covers: ({ at }) => at?.file === file && (wholeFile !== undefined || at.line === target),
      at: { file, line: index + 1, column: match.index + 1, endColumn: line.length + 1, excerpt: line },
    }));
  });
}

/** The number of the first line below that is not a comment. */
function nextLine(lines: readonly string[], index: number): number {
  const below = lines.slice(index + 1).findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return index + 2 + Math.max(0, below);
}
