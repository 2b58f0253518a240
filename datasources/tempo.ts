import { defineDatasource } from '../src/fleet/define.ts';
import { httpConnection } from './http.ts';

/** Traces, if Tempo is configured. */
export const tempo = defineDatasource(({ datasources: { tempo: source } }) =>
  source?.provision ? { ...httpConnection(source), type: 'tempo', jsonData: {} } : undefined,
);
