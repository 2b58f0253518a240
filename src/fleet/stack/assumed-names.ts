import type { ClickhouseSource, PostgresSource } from '../../define/settings.ts';

const NAMES = ['database', 'user'] as const;

/**
 * Comment lines above what names a database or its reader by the fleet's default, because the project uses a data source
 * of its own and does not say how it is reached; no line where it says all.
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
  return `${comment} Assumed for ${engine}: ${names}. The configuration does not say it of the data source with the uid ${source.uid}.
${comment} Add ${open.map((key) => `\`${key}\``).join(' and ')} to its entry under datasources, and build again.
`;
}
