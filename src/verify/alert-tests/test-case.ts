import type { Position } from '../../diagnostics/diagnostics.ts';
import type { Labels } from '../labels.ts';
import type { State } from '../states/state.ts';

/**
 * A row of a data source query: strings are labels, the number is the value, and `time` is a duration since the start
 * of the test.
 */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The result of a data source query from a time on: rows, an error, or `series` for what the query returns over the
 * test's series.
 */
export type Frames = readonly Row[] | { readonly error: string } | 'series';

/** What a test expects of one instance of a rule; parts that are not given are not checked. */
export interface ExpectedInstance {
  /** `Alerting` if not given. */
  readonly state?: State;
  /** Why the state is not what the data show: `NoData`, `Error`, `MissingSeries`. */
  readonly reason?: string;
  /** Labels that it must have, perhaps among others, as Grafana sends them. */
  readonly labels?: Labels;
  /** Annotations as they are sent, templates expanded. */
  readonly annotations?: Labels;
  /** Numbers by refId. */
  readonly values?: Readonly<Record<string, number | null>>;
  /** Every contact point that is notified of it at that time, in any order; empty for a state that is not sent. */
  readonly receivers?: readonly string[];
}

/** What a test expects of one message; parts that are not given are not checked. */
export interface ExpectedMessage {
  /** Name of the contact point. */
  readonly receiver?: string;
  /** Type of the integration, such as `slack`. */
  readonly type?: string;
  readonly status?: 'firing' | 'resolved';
  /** How many of its alerts are firing, and how many are resolved. */
  readonly firing?: number;
  readonly resolved?: number;
  /** Labels that all its alerts share, perhaps among others. */
  readonly labels?: Labels;
  /** Title, subject or summary, exactly as written. */
  readonly title?: string;
  /** The body, exactly as written. */
  readonly text?: string;
  /** Strings that the body must contain. */
  readonly contains?: readonly string[];
  /** Parts of the posted payload; it may have others. */
  readonly payload?: unknown;
}

/** A test of one alert rule. Times are Prometheus durations since the start of the test. */
export interface AlertTestSpec {
  readonly name: string;
  /** Uid or title of the rule. */
  readonly rule: string;
  /** Input series in promtool's notation. */
  readonly series?: Readonly<Record<string, string>>;
  /** Time between two values of a series; 1m if not given. */
  readonly interval?: string;
  /** Prometheus rule files whose recorded series the query reads; paths from the test file. */
  readonly rule_files?: readonly string[];
  /** How often the rule files are evaluated; `interval` if not given. */
  readonly evaluation_interval?: string;
  /** The first evaluation of the alert rule; 0s if not given. */
  readonly from?: string;
  /** The moment of time 0, for PromQL's clock and for mute timings, in ISO 8601; 1970-01-01T00:00:00Z if not given. */
  readonly start?: string;
  /** When data sources do not answer, by uid, name, type or engine: `down 5m..12m`, `unreachable 5m..`. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Grafana's `root_url`, with which URLs in messages begin; `http://localhost:3000/` if not given. */
  readonly external_url?: string;
  /**
   * Results of data source queries by refId, and within these by the time from which they hold; bare rows hold from 0s.
   */
  readonly frames?: Readonly<Record<string, readonly Row[] | Readonly<Record<string, Frames>>>>;
  /** By time, every instance that is not Normal; Normal ones may be listed too. */
  readonly expect?: Readonly<Record<string, readonly ExpectedInstance[]>>;
  /** By time, every message sent since the previous time. */
  readonly messages?: Readonly<Record<string, readonly ExpectedMessage[]>>;
}

/** A test of the notification policies on their own. */
export interface RouteTestSpec {
  readonly name?: string;
  readonly labels: Labels;
  /** Contact points that the alert reaches, perhaps among others. */
  readonly reaches?: readonly string[];
  /** Every contact point that the alert reaches. */
  readonly reaches_only?: readonly string[];
  /** Contact points that the alert does not reach. */
  readonly reaches_not?: readonly string[];
  /** The moment for mute timings, in ISO 8601; without it, mute timings are ignored. */
  readonly at?: string;
  /** Organisation whose policies are tested; 1 if not given. */
  readonly org?: number;
}

/** Finds the place of a part of a test in its file. */
export type Locate = (path: readonly (string | number)[]) => Position;

export interface AlertTest {
  readonly kind: 'alert';
  readonly spec: AlertTestSpec;
  readonly locate: Locate;
  /** Folder that the test's paths are relative to. */
  readonly folder: string;
  /** Why it is left out. */
  readonly leftOut?: string;
}
export interface RouteTest {
  readonly kind: 'route';
  readonly spec: RouteTestSpec;
  readonly locate: Locate;
}
export type TestCase = AlertTest | RouteTest;
