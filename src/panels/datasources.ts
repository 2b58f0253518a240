import { type DatasourceHandle, datasourceHandles, handleReference, UNBOUND } from '../define/handles.ts';
import type { Dialect } from '../query/sql.ts';

/** `{type, uid}` of a data source, by handle; `compile/` replaces it by the configured data source. */
export function datasourceRef(handle: DatasourceHandle): { type: string; uid: string } {
  return { type: datasourceHandles[handle].plugin, uid: datasourceHandles[handle].uid };
}

/**
 * The data source of a query; by default the usual one of its language. If the project does not have that handle,
 * `compile/` uses the panel's data source, or the only one of that type.
 */
export function sourceOfQuery(
  { datasource }: { readonly datasource?: string },
  language: DatasourceHandle | Dialect,
): { type: string; uid: string } {
  const type = language === 'mysql' ? 'mysql' : datasourceHandles[language].plugin;
  if (datasource !== undefined) return { type, uid: handleReference(datasource) };
  return language === 'mysql' ? { type, uid: UNBOUND } : datasourceRef(language);
}
