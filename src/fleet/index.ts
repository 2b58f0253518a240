// This folder is the pack "Purple Flea": catalog, queries, panels, SQL schemas, services and simulator of a fleet of
// agents. The tool never imports it; it is loaded by name when a project uses it.

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
 * Creates a client of the analytics copy (ClickHouse) that queries the figures of the dashboards and stores trades.
 * Needs the library `@clickhouse/client`; call `close()` when done.
 */
export async function analyticsClient(options: AnalyticsOptions): Promise<AnalyticsClient> {
  const client = await import('./services/analytics/client.ts');
  return client.analyticsClient(options);
}
