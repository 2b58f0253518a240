import type { Catalog } from '../../catalog/catalog.ts';
import type { Expression } from './expression.ts';

/** The catalog's key for each query language. */
const PARTS = { promql: 'prometheus', logql: 'loki', postgres: 'postgres', clickhouse: 'clickhouse' } as const;

/**
 * The catalog, if it describes the data source that an expression queries; a source chosen by a variable may be that
 * one.
 */
export function catalogFor(
  { language, sourceUid }: Pick<Expression, 'language' | 'sourceUid'>,
  catalog: Catalog | undefined,
): Catalog | undefined {
  if (catalog?.sources !== undefined)
    return sourceUid !== undefined && Object.hasOwn(catalog.sources, sourceUid)
      ? catalog.sources[sourceUid]
      : undefined;
  const described = catalog?.datasources?.[PARTS[language]];
  if (!described?.uid || sourceUid === undefined || sourceUid === '' || /[$[]/.test(sourceUid)) return catalog;
  return sourceUid === described.uid || sourceUid === described.name ? catalog : undefined;
}
