import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import type { RouteNode } from '../routing/tree.ts';
import type { InstanceDifference } from './compare.ts';
import type { TestedRule } from './tested-folder.ts';

/** A difference at one time of a test. */
export interface Failure {
  /** The time as the test writes it; undefined for a route. */
  readonly time: string | undefined;
  readonly at: Position;
  readonly difference: Omit<InstanceDifference, 'index'>;
  /** The background: the values of the rule's queries at that time, why there are none, and the nearest instance. */
  readonly why?: readonly string[];
}
/** How a test ended. */
export interface Outcome {
  readonly name: string;
  readonly at: Position;
  /** Uid of the rule; undefined for a route test. */
  readonly rule: string | undefined;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly failures: readonly Failure[];
  /** Why it could not be run. */
  readonly problems: readonly Diagnostic[];
  /** Queries that were not run because the test gives their results, such as `A in postgres`. */
  readonly notRun?: readonly string[];
  /** Why it was left out on purpose; when a skipped test has no reason, promtool is missing. */
  readonly leftOut?: string;
}
/** The rules and routes that tests covered. */
export interface Touched {
  /** Rules with a test in which an instance fires. */
  readonly rules: ReadonlySet<TestedRule>;
  /** Routes at which an alert of a test ended up, in tests that check receivers or messages. */
  readonly routes: ReadonlySet<RouteNode>;
}
/** The same, while tests run. */
export interface Touching {
  readonly rules: Set<TestedRule>;
  readonly routes: Set<RouteNode>;
}
