import type { Settings } from '../define/settings.ts';
import type { TargetFacts } from './target.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** What definitions are compiled with. */
export interface CompileContext {
  readonly settings: Settings;
  readonly facts: TargetFacts;
  /** Resolves a `{type, uid}` that uses one of our handles to the data source in this configuration. */
  readonly datasource: (ref: JsonObject) => JsonObject;
  /**
   * The data source of a handle in this configuration. For an unknown handle, throws an error that names the nearest
   * one.
   */
  readonly source: (handle: string) => { readonly type: string; readonly uid: string };
  /** The id of a dashboard's panel by its key; for an unknown panel, the id derived from the key. */
  readonly panelId: (link: { readonly dashboard: string; readonly key: string }) => number;
  /** Adds the configured label matchers to a PromQL text. */
  readonly promql: (text: string) => string;
  /** The same for the query of a Prometheus variable. */
  readonly labelValues: (query: string) => string;
}
