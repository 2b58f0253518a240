import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';

import type { Dialect } from '../catalog/define-catalog.ts';
import { targetText } from '../grafana/target-text.ts';
import type { FileValue } from './definitions.ts';

/** The data source of a query, and the function that made it. */
interface Asked {
  /** Handle of a data source. */
  readonly datasource: string;
  /** The function that made the query; `pf-grafana list --queries` prints it. */
  readonly origin?: string;
  /** How far back this query looks, in seconds; by default as in the rule. */
  readonly lookBackSeconds?: number;
}

/**
 * A query that `promql`, `logql` or `sql` made from a catalog: it contains its data source. A selector of log lines is
 * not such a query, because it returns no number.
 */
export type MadeQuery<H extends string = string> = {
  readonly datasource?: H;
  readonly origin?: string;
  readonly lookBackSeconds?: number;
} & (
  | { readonly promql: string; readonly binding: number }
  | { readonly logql: string; readonly kind: 'metric' }
  | { readonly sql: string; readonly dialect: Dialect }
);

/**
 * A query of an alert rule: from a catalog, as text in the language of its data source, as an SDK builder, or as
 * Grafana's JSON.
 */
export type AlertQuery = WrittenQuery | MadeQuery;

/** A query with the handle of its data source. */
export type WrittenQuery = Asked &
  (
    | { readonly promql: string }
    | { readonly logql: string }
    | { readonly sql: string }
    | { readonly query: Builder<Dataquery> | Readonly<Record<string, unknown>> }
  );

/** When a value breaches. */
export type Threshold =
  | {
      readonly is: 'above' | 'below' | 'equal' | 'different' | 'atLeast' | 'atMost';
      readonly value: number;
      /** The value at which a firing instance recovers; not written for a Grafana without recovery thresholds. */
      readonly recover?: number;
    }
  | {
      /** `within` 5 and 10 breaches between them, `outside` breaches below 5 and above 10. */
      readonly is: 'within' | 'outside';
      readonly value: readonly [from: number, to: number];
      readonly recover?: readonly [from: number, to: number];
    };

/** How a series is reduced to one number. */
export type Reducer = 'last' | 'mean' | 'min' | 'max' | 'sum' | 'count' | 'median';

/** A step between queries and condition, over the results of other refIds. */
export type RuleExpression =
  | {
      readonly reduce: string;
      readonly with?: Reducer;
      readonly noNumbers?: 'strict' | 'drop' | { readonly as: number };
    }
  /** `$A / $B * 100` */
  | { readonly math: string }
  | {
      readonly resample: string;
      /** The interval of the new points, such as `30s`. */
      readonly every: string;
      readonly downsample?: 'last' | 'mean' | 'min' | 'max' | 'sum';
      readonly upsample?: 'pad' | 'backfilling' | 'fillna';
    }
  | { readonly threshold: string; readonly when: Threshold }
  /** SQL over the other refIds as tables; experimental in Grafana. */
  | { readonly sql: string };

/** One query: its last value per series is compared. */
interface OneQuery {
  /** The value, without a comparison; the message can print it as `$values.B.Value`. */
  readonly query: AlertQuery;
  readonly threshold: Threshold;
  /** How each series is reduced to one number; by default `last`. */
  readonly reduce?: Reducer;
}

/** Several queries by refId, combined by expressions. */
interface SeveralQueries {
  readonly queries: Readonly<Record<string, AlertQuery>>;
  /** By refId; they may name queries and each other. */
  readonly expressions: Readonly<Record<string, RuleExpression>>;
  /** The refId of the condition: 0 is normal, any other value breaches. */
  readonly condition: string;
}

/** A query whose result is written as a metric; it never alerts. */
interface Recorded {
  readonly query: AlertQuery;
  readonly record: {
    /** Name of the metric. */
    readonly metric: string;
    /** Handle of the data source to write to; by default the one configured in Grafana. */
    readonly to?: string;
  };
}

/** The destination of one rule's notifications, bypassing the policy tree. */
export interface NotificationSettings {
  /** Name of a contact point. */
  readonly receiver: string;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
}

/** Keys of every rule. */
interface RuleFacts {
  readonly uid: string;
  readonly title: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly isPaused?: boolean;
}

/** Keys of an alert rule other than its queries. */
interface AlertFacts extends RuleFacts {
  /** How far back queries look, in seconds; by default 600. */
  readonly lookBackSeconds?: number;
  /** How long a breach must last. */
  readonly for: string;
  /** How long an instance keeps firing after its breach is over. */
  readonly keepFiringFor?: string;
  /** Evaluations after which an instance whose series disappeared is resolved; by default 2. */
  readonly missingSeriesEvaluations?: number;
  /** A label that routes match. */
  readonly severity?: string;
  /** A label that routes match. */
  readonly team?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly runbook?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The panel that shows the value the rule watches. */
  readonly panel?: { readonly dashboard: string; readonly key: string };
  /** `OK` only if the query itself filters, so that no row means no problem; by default `NoData`. */
  readonly noData?: 'NoData' | 'OK' | 'Alerting' | 'KeepLast';
  readonly onError?: 'Error' | 'OK' | 'Alerting' | 'KeepLast';
  readonly notify?: NotificationSettings;
}

/** The usual alert rule: query, one value of each series, threshold. */
export type ThresholdAlert = AlertFacts & OneQuery;

/** An alert rule of any form: an instance per series, labels kept. */
export type AlertSpec = ThresholdAlert | (AlertFacts & SeveralQueries);
export type RecordingSpec = RuleFacts & Recorded;

/** One rule of a group. */
export type RuleSpec = AlertSpec | RecordingSpec;

/** Rules evaluated together. */
export interface RuleGroupSpec {
  readonly name: string;
  readonly folder?: string;
  /** A multiple of 10 s. */
  readonly interval: string;
  readonly rules: readonly RuleSpec[];
}

/** Every query of a rule by refId, whatever the rule's form. */
export function queriesOf(rule: RuleSpec): Readonly<Record<string, AlertQuery>> {
  return 'query' in rule ? { A: rule.query } : rule.queries;
}

/** The text of a query; the whole JSON if its plugin has no query text. */
export function queryText(query: AlertQuery): string {
  if ('promql' in query) return query.promql;
  if ('logql' in query) return query.logql;
  return 'sql' in query ? query.sql : targetText(builtTarget(query.query));
}

/** A target as plain data; SDK objects are mutable and shared. */
export function builtTarget(query: Builder<Dataquery> | Readonly<Record<string, unknown>>): Record<string, FileValue> {
  const built = typeof query['build'] === 'function' ? (query['build'] as () => unknown)() : query;
  // Safe: JSON has only values that a file can have.
  return JSON.parse(JSON.stringify(built)) as Record<string, FileValue>;
}
