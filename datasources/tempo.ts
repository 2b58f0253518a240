import { defineDatasource } from '../src/fleet/define.ts';
import { httpConnection } from './http.ts';

/** Traces, where the configuration has them. */
export const tempo = defineDatasource(({ datasources: { tempo: source } }) =>
  source?.provision ? { ...httpConnection(source), type: 'tempo', jsonData: {} } : undefined,
);
