import type { DatabaseFacts } from '../../catalog/define-catalog.ts';
import type { LogLabelFacts } from '../../catalog/logs.ts';
import type { MetricFacts, RecordedFacts } from '../../catalog/metrics.ts';

/** The facts found in data sources: the requested parts of a catalog. */
export interface FoundFacts {
  readonly metrics?: Readonly<Record<string, MetricFacts>>;
  readonly recorded?: Readonly<Record<string, RecordedFacts>>;
  readonly targetLabels?: readonly string[];
  readonly databases?: Readonly<Record<string, DatabaseFacts>>;
  readonly streamLabels?: Readonly<Record<string, LogLabelFacts>>;
}

/** A record with sorted keys, so that a catalog changes only if a source did. */
export function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}
