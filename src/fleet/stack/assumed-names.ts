import type { ClickhouseSource, PostgresSource } from '../../define/settings.ts';

const NAMES = ['database', 'user'] as const;

/**
 * Returns comment lines for a file with default names of a database or its reader, if the project's own data source
 * does not configure these names.
 */
export function assumedNames(
  engine: string,
  source: PostgresSource | ClickhouseSource,
  comment: '--' | '#',
  keys: readonly (typeof NAMES)[number][] = NAMES,
): string {
  const open = keys.filter((key) => source.unsaid?.includes(key));
  if (open.length === 0) return '';
  const names = open
    .map((key) => `${key} ${typeof source[key] === 'string' ? source[key] : 'grafana_reader'}`)
    .join(', ');
  return `${comment} Assumed for ${engine}: ${names}. The configuration of the data source with the uid ${source.uid} does not set ${open.length > 1 ? 'them' : 'it'}.
${comment} Add ${open.map((key) => `\`${key}\``).join(' and ')} to its entry under datasources, and build again.
`;
}
