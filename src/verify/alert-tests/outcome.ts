import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import type { RouteNode } from '../routing/tree.ts';
import type { InstanceDifference } from './compare.ts';
import type { TestedRule } from './tested-folder.ts';

/** What is wrong at one time of a test. */
export interface Failure {
  /** The time as the test writes it; undefined for a route. */
  readonly time: string | undefined;
  readonly at: Position;
  readonly difference: Omit<InstanceDifference, 'index'>;
  /** What led to it: the values of the rule's queries then, why there are none, what is most alike. */
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
  /** Queries that were not run because the test says what they give, such as `A in postgres`. */
  readonly notRun?: readonly string[];
  /** Why it was skipped, where it was left out on purpose; without this, promtool is missing. */
  readonly leftOut?: string;
}
/** What tests touched. */
export interface Touched {
  /** Rules with a test in which an instance fires. */
  readonly rules: ReadonlySet<TestedRule>;
  /** Routes at which an alert of a test ended up, and the test looked where. */
  readonly routes: ReadonlySet<RouteNode>;
}
/** The same while tests run. */
export interface Touching {
  readonly rules: Set<TestedRule>;
  readonly routes: Set<RouteNode>;
}
