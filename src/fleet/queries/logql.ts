import { logql } from '../../query/logql.ts';
import { streamLabels, structuredMetadata } from '../catalog/loki.ts';

/** LogQL over the fleet's log streams. */
export * from '../../query/logql.ts';
export const { stream, where, lineFormat, countBy, fieldQuantile } = logql({ streamLabels, structuredMetadata });
