import type { Position } from '../../diagnostics/diagnostics.ts';
import { stackPosition } from '../../diagnostics/stack-position.ts';
import type { Labels } from '../labels.ts';
import type { AlertTestSpec, RouteTestSpec } from './test-case.ts';

/** A test as a TypeScript test file exports it, with the place where it was defined. */
export type DefinedTest =
  | {
      readonly kind: 'alert';
      readonly spec: AlertTestSpec;
      readonly at: Position | undefined;
      /** Why it is left out. */
      readonly leftOut?: string;
    }
  | { readonly kind: 'route'; readonly spec: RouteTestSpec; readonly at: Position | undefined };

/** Defines a test of an alert rule: series or rows in, instances with their labels, annotations and receivers out. */
export function alertTest(spec: AlertTestSpec): DefinedTest {
  return { kind: 'alert', spec, at: stackPosition(new Error('here').stack ?? '') };
}

/**
 * Marks a test that is not run, and why: a pack's test that would not hold with the project's options. A run lists it.
 */
export function leaveOut(test: DefinedTest, why: string): DefinedTest {
  return test.kind === 'alert' ? { ...test, leftOut: why } : test;
}

/** A route test whose expectation is still to be added. */
export interface RouteExpectation {
  /** Checks mute timings at this moment, in ISO 8601. */
  at(moment: string): RouteExpectation;
  /** These contact points are notified, perhaps among others. */
  reaches(...receivers: readonly string[]): DefinedTest;
  /** These contact points are notified, and no others. */
  reachesOnly(...receivers: readonly string[]): DefinedTest;
  /** None of these contact points is notified. */
  reachesNot(...receivers: readonly string[]): DefinedTest;
}

/** Defines a test of the notification policies: `route({ severity: 'critical' }).reaches('pager')`. */
export function route(labels: Labels): RouteExpectation {
  return expectation({ labels }, stackPosition(new Error('here').stack ?? ''));
}

function expectation(spec: RouteTestSpec, at: Position | undefined): RouteExpectation {
  return {
    at: (moment) => expectation({ ...spec, at: moment }, at),
    reaches: (...receivers) => ({ kind: 'route', spec: { ...spec, reaches: receivers }, at }),
    reachesOnly: (...receivers) => ({ kind: 'route', spec: { ...spec, reaches_only: receivers }, at }),
    reachesNot: (...receivers) => ({ kind: 'route', spec: { ...spec, reaches_not: receivers }, at }),
  };
}
