import { type DatasourceHandle, datasourceHandles, handleReference, UNBOUND } from '../define/handles.ts';
import type { Dialect } from '../query/sql.ts';

/** `{type, uid}` of a data source, by handle; `compile/` sends it where the configuration points the handle. */
export function datasourceRef(handle: DatasourceHandle): { type: string; uid: string } {
  return { type: datasourceHandles[handle].plugin, uid: datasourceHandles[handle].uid };
}

/**
 * The data source that a query names itself; otherwise the usual one of its language. If the project has no
 * such handle, `compile/` takes the panel's own, or the only one of that type.
 */
export function sourceOfQuery(
  { datasource }: { readonly datasource?: string },
  language: DatasourceHandle | Dialect,
): { type: string; uid: string } {
  const type = language === 'mysql' ? 'mysql' : datasourceHandles[language].plugin;
  if (datasource !== undefined) return { type, uid: handleReference(datasource) };
  return language === 'mysql' ? { type, uid: UNBOUND } : datasourceRef(language);
}
