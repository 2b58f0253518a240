import { containsLabels, type Labels, labelsText } from '../labels.ts';
import type { Instance } from '../states/state.ts';
import { sentLabels } from '../notifications/sent-alerts.ts';
import type { Snapshot } from './timeline.ts';
import type { ExpectedInstance } from './test-case.ts';

/** One difference: the part, and both sides as text. */
export interface Difference {
  readonly part: string;
  readonly expected: string;
  readonly actual: string;
}
/** What is wrong with one instance, or with one expectation. */
export interface InstanceDifference {
  /** Index of the expectation; undefined for an unexpected instance. */
  readonly index: number | undefined;
  /** `{instance="web-1"}`: the labels that identify it to a reader. */
  readonly instance: string;
  readonly differences: readonly Difference[];
}

/** Receivers of an instance at the time of the snapshot; undefined when the folder has no policies. */
export type ReceiversOf = (instance: Instance) => readonly string[] | undefined;

const NONE = '-';
/** Labels that every instance has, so they do not help a reader. */
const OWN_LABELS = new Set(['alertname', 'grafana_folder', '__alert_rule_uid__']);

/**
 * Compares the instances that a test expects at one time with the actual ones. Every instance that is not Normal must
 * be expected.
 */
export function compare(
  expected: readonly ExpectedInstance[],
  snapshot: Snapshot,
  receiversOf: ReceiversOf,
): InstanceDifference[] {
  const left = new Set(snapshot.instances);
  const found = new Map<number, Instance>();
  // Expectations that fit the fewest instances choose first, so that a broad one does not take the only instance that a
  // narrow one fits.
  const byChoice = expected.map((expectation, index) => ({
    expectation,
    index,
    fitting: snapshot.instances.filter((instance) => fits(instance, expectation)).length,
  }));
  for (const { expectation, index } of byChoice.sort((one, other) => one.fitting - other.fitting)) {
    const taken = take(
      expectation,
      left,
      (instance) => differences(expectation, instance, snapshot, receiversOf).length,
    );
    if (taken) found.set(index, taken);
  }
  const ofExpected = expected.flatMap((expectation, index): InstanceDifference[] => {
    // An instance that only partly fits is shown with the expectation if no other expectation took it.
    const instance = found.get(index) ?? nearestOf(expectation, left);
    if (!instance)
      return [
        {
          index,
          instance: labelsText(expectation.labels ?? {}),
          differences: [{ part: 'instance', expected: stateOf(expectation), actual: 'none' }],
        },
      ];
    const differing = differences(expectation, instance, snapshot, receiversOf);
    return differing.length > 0 ? [{ index, instance: shownLabels(instance), differences: differing }] : [];
  });
  const unexpected = [...left]
    .filter(({ state }) => state !== 'Normal')
    .map((instance): InstanceDifference => ({
      index: undefined,
      instance: shownLabels(instance),
      differences: [{ part: 'instance', expected: 'none', actual: stateText(instance) }],
    }));
  return [...ofExpected, ...unexpected];
}

/** Takes, from the instances that are left, the one with the expected labels and the fewest differences. */
function take(
  expectation: ExpectedInstance,
  left: Set<Instance>,
  differencesOf: (instance: Instance) => number,
): Instance | undefined {
  const candidates = [...left].filter((instance) => fits(instance, expectation));
  // A Normal instance is taken only if the expectation asks for Normal or its labels name the instance.
  const wanted = candidates.filter(({ state }) => state !== 'Normal' || expectation.state === 'Normal');
  const pool = wanted.length > 0 ? wanted : expectation.labels ? candidates : [];
  const [best] = pool
    .map((instance) => ({ instance, count: differencesOf(instance) }))
    .sort((one, other) => one.count - other.count);
  if (best) left.delete(best.instance);
  return best?.instance;
}

function fits(instance: Instance, { labels = {} }: ExpectedInstance): boolean {
  return containsLabels(sentLabels(instance), labels);
}

function nearestOf({ labels = {} }: ExpectedInstance, left: Set<Instance>): Instance | undefined {
  const shared = (instance: Instance) =>
    Object.entries(labels).filter(([name, value]) => sentLabels(instance)[name] === value).length;
  const [nearest] = [...left]
    .filter(({ state }) => state !== 'Normal')
    .sort((one, other) => shared(other) - shared(one));
  if (nearest) left.delete(nearest);
  return nearest;
}

function differences(
  expectation: ExpectedInstance,
  instance: Instance,
  { templateProblems }: Snapshot,
  receiversOf: ReceiversOf,
): Difference[] {
  const { labels = {}, annotations = {}, values = {}, receivers } = expectation;
  const found: Difference[] = [];
  if (stateOf(expectation) !== stateText(instance, expectation.reason !== undefined))
    found.push({ part: 'state', expected: stateOf(expectation), actual: stateText(instance) });
  found.push(
    ...textDifferences('label', labels, sentLabels(instance)),
    ...textDifferences('annotation', annotations, instance.annotations),
  );
  for (const [refId, value] of Object.entries(values)) {
    const actual = instance.values[refId];
    if (!isClose(value, actual))
      found.push({
        part: `value ${refId}`,
        expected: String(value),
        actual: actual === undefined ? NONE : String(actual),
      });
  }
  if (receivers) {
    const actual = receiversOf(instance);
    const sorted = (names: readonly string[]) => [...new Set(names)].sort().join(', ') || 'nobody';
    if (!actual)
      found.push({
        part: 'receivers',
        expected: sorted(receivers),
        actual: 'unknown: the folder has no notification policies',
      });
    else if (sorted(receivers) !== sorted(actual))
      found.push({ part: 'receivers', expected: sorted(receivers), actual: sorted(actual) });
  }
  // Tells a reader who expects an ordinary instance that the evaluation failed.
  const error = instance.annotations['Error'];
  if (found.length > 0 && error !== undefined && annotations['Error'] === undefined)
    found.push({ part: 'error', expected: NONE, actual: error });
  // A Normal instance is not sent, so a template that fails for it does no harm.
  if (instance.state !== 'Normal')
    found.push(
      ...(templateProblems.get(instance.key) ?? []).map((problem) => ({
        part: 'template',
        expected: 'a string',
        actual: problem,
      })),
    );
  return found;
}

function textDifferences(part: string, expected: Labels, actual: Labels): Difference[] {
  return Object.entries(expected)
    .filter(([name, text]) => (actual[name] ?? '') !== text)
    .map(([name, text]) => ({ part: `${part} ${name}`, expected: text, actual: actual[name] ?? NONE }));
}

/** Rounding of Go and JavaScript may differ in the last bits. */
function isClose(expected: number | null, actual: number | null | undefined): boolean {
  if (expected === null || actual === null || actual === undefined) return expected === actual;
  return (
    expected === actual ||
    Math.abs(expected - actual) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(actual)) ||
    (Number.isNaN(expected) && Number.isNaN(actual))
  );
}

function stateOf({ state = 'Alerting', reason }: ExpectedInstance): string {
  return reason === undefined ? state : `${state} (${reason})`;
}

function stateText({ state, reason }: Instance, withReason = true): string {
  return withReason && reason !== '' ? `${state} (${reason})` : state;
}

function shownLabels(instance: Instance): string {
  return labelsText(Object.fromEntries(Object.entries(sentLabels(instance)).filter(([name]) => !OWN_LABELS.has(name))));
}
