// This room is the pack "Purple Flea": the facts, queries, panels, SQL schemas and simulator of one fleet of agents.
// Nothing of the tool imports it; it is loaded by its name when a project uses it.

import { fleet } from './pack.ts';
import type { AnalyticsClient, AnalyticsOptions } from './services/analytics/client.ts';

export { fleet };
export default fleet;
export type { FleetPart } from './part-names.ts';
export type { FleetOptions, WrittenThresholds } from './settings.ts';
export type { Thresholds } from './thresholds.ts';
export type { AnalyticsClient, AnalyticsOptions, AnalyticsScope } from './services/analytics/client.ts';
export type { TradeEvent } from './services/analytics/ingest-trades.ts';
export type * from './services/analytics/rows.ts';
export * from './services/library.ts';

/**
 * Connects to the analytics copy (ClickHouse), to ask it what the dashboards show and to store trades in it. Needs the library
 * `@clickhouse/client`; call `close()` in the end.
 */
export async function analyticsClient(options: AnalyticsOptions): Promise<AnalyticsClient> {
  const client = await import('./services/analytics/client.ts');
  return client.analyticsClient(options);
}
