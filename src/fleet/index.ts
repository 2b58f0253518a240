// This room is the pack "Purple Flea": the facts, queries, panels, SQL schemas and simulator of one fleet of agents.
// Nothing of the tool imports it; it is loaded by its name when a project uses it.

import type { Content } from '../define/content.ts';
import { defaults } from './defaults.ts';
import { limitProblems } from './limits.ts';
import type { AnalyticsClient, AnalyticsOptions } from './services/analytics/client.ts';
import { fleetOptions, fleetSettings, optionSchemas } from './settings.ts';
import type { Thresholds } from './thresholds.ts';

/**
 * The fleet "Purple Flea": what its definitions, limits and schemas bring to the tool. Only what a command needs is
 * loaded: definitions when it compiles, the schemas when it renders.
 */
export const content: Content = {
  name: 'purpleflea',
  title: 'Purple Flea',
  defaults,
  optionSchemas,
  options: fleetOptions,
  optionProblems: ({ thresholds }, locate) => limitProblems(thresholds as Thresholds, locate),
  definitions: () => import('./definitions.ts'),
  files: async (settings) => (await import('./stack/files.ts')).stackFiles(fleetSettings(settings)),
  catalog: async (extraLabels) => (await import('./catalog/emitted.ts')).emittedCatalog(extraLabels),
};

export { commands } from './commands.ts';
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
