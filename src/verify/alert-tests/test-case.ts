import type { Position } from '../../diagnostics/diagnostics.ts';
import type { Labels } from '../labels.ts';
import type { State } from '../states/state.ts';

/**
 * A row of a data source query: texts are labels, one number is the value, `time` is a duration since the start of the
 * test.
 */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What a data source query gives from a time on: rows, an error, or again what its own query gives over the test's
 * series.
 */
export type Frames = readonly Row[] | { readonly error: string } | 'series';

/** What a test expects of one instance of a rule; a part that is not given is not looked at. */
export interface ExpectedInstance {
  /** `Alerting` when it is not given. */
  readonly state?: State;
  /** Why the state is not what the data say: `NoData`, `Error`, `MissingSeries`. */
  readonly reason?: string;
  /** Labels that it has among others, as Grafana sends them. */
  readonly labels?: Labels;
  /** Annotations as they are sent, templates expanded. */
  readonly annotations?: Labels;
  /** Numbers by refId. */
  readonly values?: Readonly<Record<string, number | null>>;
  /** Every contact point that is notified of it at that time, in any order; none for a state that is not sent. */
  readonly receivers?: readonly string[];
}

/** What a test expects of one message; a part that is not given is not looked at. */
export interface ExpectedMessage {
  /** Name of the contact point. */
  readonly receiver?: string;
  /** Type of the integration, such as `slack`. */
  readonly type?: string;
  readonly status?: 'firing' | 'resolved';
  /** How many of its alerts fire, and how many are over. */
  readonly firing?: number;
  readonly resolved?: number;
  /** Labels that all its alerts share, among others. */
  readonly labels?: Labels;
  /** Title, subject or summary, exactly as written. */
  readonly title?: string;
  /** The body, exactly as written. */
  readonly text?: string;
  /** Texts that are in the body. */
  readonly contains?: readonly string[];
  /** Parts of what is posted; others may be beside them. */
  readonly payload?: unknown;
}

/** A test of one alert rule. Times are Prometheus durations since the start of the test. */
export interface AlertTestSpec {
  readonly name: string;
  /** Uid or title of the rule. */
  readonly rule: string;
  /** Input series in promtool's notation. */
  readonly series?: Readonly<Record<string, string>>;
  /** Time between two values of a series; 1m when it is not given. */
  readonly interval?: string;
  /** Prometheus rule files whose recorded series the query reads; paths from the test file. */
  readonly rule_files?: readonly string[];
  /** How often the rule files are evaluated; `interval` when it is not given. */
  readonly evaluation_interval?: string;
  /** The first evaluation of the alert rule; 0s when it is not given. */
  readonly from?: string;
  /** The moment that time 0 is, for PromQL's clock and for mute timings, in ISO 8601; 1970-01-01T00:00:00Z when it is not given. */
  readonly start?: string;
  /** When data sources do not answer, by uid, name, type or engine: `down 5m..12m`, `unreachable 5m..`. */
  readonly sources?: Readonly<Record<string, string>>;
  /** `root_url` of Grafana, which addresses in messages begin with; `http://localhost:3000/` when it is not given. */
  readonly external_url?: string;
  /** Results of data source queries by refId, and there by the time from which they hold; rows alone hold from 0s. */
  readonly frames?: Readonly<Record<string, readonly Row[] | Readonly<Record<string, Frames>>>>;
  /** By time, every instance that is not Normal; a Normal one may be named too. */
  readonly expect?: Readonly<Record<string, readonly ExpectedInstance[]>>;
  /** By time, every message that was sent since the time before it. */
  readonly messages?: Readonly<Record<string, readonly ExpectedMessage[]>>;
}

/** A test of the notification policies alone. */
export interface RouteTestSpec {
  readonly name?: string;
  readonly labels: Labels;
  /** Contact points that the alert reaches, among others. */
  readonly reaches?: readonly string[];
  /** Every contact point that the alert reaches. */
  readonly reaches_only?: readonly string[];
  /** Contact points that the alert does not reach. */
  readonly reaches_not?: readonly string[];
  /** The moment for mute timings, in ISO 8601; without one no timing holds anything back. */
  readonly at?: string;
  /** Organisation whose policies are asked. */
  readonly org?: number;
}

/** Finds the place of a part of a test in its file. */
export type Locate = (path: readonly (string | number)[]) => Position;

export interface AlertTest {
  readonly kind: 'alert';
  readonly spec: AlertTestSpec;
  readonly locate: Locate;
  /** Folder that paths of the test start from. */
  readonly folder: string;
  /** Why it does not run here. */
  readonly leftOut?: string;
}
export interface RouteTest {
  readonly kind: 'route';
  readonly spec: RouteTestSpec;
  readonly locate: Locate;
}
export type TestCase = AlertTest | RouteTest;
