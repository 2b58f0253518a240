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
  /** Where a `{type, uid}` of one of our handles points in this configuration. */
  readonly datasource: (ref: JsonObject) => JsonObject;
  /** The data source of a handle in this configuration; an error that names the nearest handle where there is none. */
  readonly source: (handle: string) => { readonly type: string; readonly uid: string };
  /** The id of a panel of a dashboard by its key; that of a panel that is not known comes from the key. */
  readonly panelId: (link: { readonly dashboard: string; readonly key: string }) => number;
  /** Adds the configured label matchers to a PromQL text. */
  readonly promql: (text: string) => string;
  /** The same for the query of a Prometheus variable. */
  readonly labelValues: (query: string) => string;
}
