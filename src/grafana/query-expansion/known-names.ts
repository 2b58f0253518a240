import type { Language } from './language.ts';

/** The minimum and maximum number of a macro's arguments. */
export interface MacroSignature {
  readonly least: number;
  readonly most: number;
  /**
   * `browser`: replaced by the dashboard before sending, so an alert rule sends the macro unexpanded and the engine
   * rejects it.
   */
  readonly by: 'server' | 'browser';
}

/** A macro call in a text, at the characters `[from, to)`; without arguments if no parenthesis follows. */
export interface MacroCall {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly args: readonly string[] | undefined;
}

/** Names that begin with `$__` and take no parentheses. */
export interface GlobalNames {
  /** Replaced by the data source's backend, in panels and in alert rules. */
  readonly server: readonly string[];
  /** Replaced by the dashboard: never in an alert rule. */
  readonly browser: readonly string[];
}

/** Macros of the PostgreSQL data source by name, without the `$`; it rejects any other name before a parenthesis. */
export const postgresMacros = {
  __time: takes(1),
  __timeEpoch: takes(1),
  __timeFilter: takes(1),
  __timeFrom: takes(0),
  __timeTo: takes(0),
  __timeGroup: takes(2, 3),
  __timeGroupAlias: takes(2, 3),
  __unixEpochFilter: takes(1),
  __unixEpochFrom: takes(0),
  __unixEpochTo: takes(0),
  __unixEpochNanoFilter: takes(1),
  __unixEpochNanoFrom: takes(0),
  __unixEpochNanoTo: takes(0),
  __unixEpochGroup: takes(2, 3),
  __unixEpochGroupAlias: takes(2, 3),
} as const satisfies Readonly<Record<string, MacroSignature>>;

/** Macros of the ClickHouse data source by name, without the `$`; other names are sent to ClickHouse unchanged. */
export const clickhouseMacros = {
  __timeFilter: takes(1),
  __timeFilter_ms: takes(1),
  __dateFilter: takes(1),
  __dateTimeFilter: takes(2),
  __dt: takes(2),
  __fromTime: takes(0),
  __toTime: takes(0),
  __fromTime_ms: takes(0),
  __toTime_ms: takes(0),
  __timeFrom: takes(1),
  __timeTo: takes(1),
  __timeInterval: takes(1),
  __timeInterval_ms: takes(1),
  __timeGroup: takes(2),
  __interval: takes(0),
  __interval_s: takes(0),
  __interval_ms: takes(0),
  __table: takes(0),
  __column: takes(0),
  __conditionalAll: { least: 2, most: 2, by: 'browser' },
  __adHocFilters: { least: 1, most: Number.POSITIVE_INFINITY, by: 'browser' },
} as const satisfies Readonly<Record<string, MacroSignature>>;

/** Macros by query language. */
export const knownMacros: Readonly<Record<Language, Readonly<Record<string, MacroSignature>>>> = {
  promql: {},
  logql: {},
  postgres: postgresMacros,
  clickhouse: clickhouseMacros,
};

/** Available in every dashboard, for any data source. */
const OF_DASHBOARDS = ['__from', '__to', '__dashboard', '__user', '__org', '__timezone', '__name'];
const RANGE = ['__range', '__range_s', '__range_ms'];
const INTERVAL = ['__interval', '__interval_ms'];

/** Grafana's own variables in queries, by language. */
export const knownGlobals: Readonly<Record<Language, GlobalNames>> = {
  promql: { server: [...INTERVAL, ...RANGE, '__rate_interval', '__rate_interval_ms'], browser: OF_DASHBOARDS },
  logql: { server: [...INTERVAL, ...RANGE, '__auto'], browser: OF_DASHBOARDS },
  postgres: { server: INTERVAL, browser: [...OF_DASHBOARDS, '__searchFilter'] },
  clickhouse: { server: [], browser: OF_DASHBOARDS },
};

function takes(least: number, most = least): MacroSignature & { readonly by: 'server' } {
  return { least, most, by: 'server' };
}
