import { type DatasourceHandle, datasourceHandles } from '../define/handles.ts';

/** `{type, uid}` of a data source, by handle; `compile/` sends it where the configuration points the handle. */
export function datasourceRef(handle: DatasourceHandle): { type: string; uid: string } {
  return { type: datasourceHandles[handle].plugin, uid: datasourceHandles[handle].uid };
}
