import { logql, type LogMetric as LogMetricOfAny, type LogStream as LogStreamOfAny } from '../../query/logql.ts';
import { fleetCatalog } from '../catalog/fleet-catalog.ts';
import { fleetHandles } from '../catalog/datasources.ts';

/** LogQL over the fleet's log streams. */
export * from '../../query/logql.ts';
export type LogStream = LogStreamOfAny<'loki'>;
export type LogMetric<L extends string = string> = LogMetricOfAny<L, 'loki'>;
export const { stream, where, lineFormat, countBy, fieldQuantile } = logql(fleetHandles.loki, fleetCatalog);
