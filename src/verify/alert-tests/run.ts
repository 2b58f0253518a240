import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

import type { Diagnostic, Position } from '../../diagnostics/diagnostics.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { prometheusDurationMs } from '../../grafana/durations.ts';
import { arrivals, type RouteNode } from '../routing/tree.ts';
import { type Instance, isFiring } from '../states/state.ts';
import { compare, type InstanceDifference, type ReceiversOf } from './compare.ts';
import { type PromqlEngine, promtool } from './promtool.ts';
import { needsFrames, queryOutcomes } from './query-outcomes.ts';
import type { AlertTest, RouteTest, TestCase } from './test-case.ts';
import type { TestedFolder, TestedRule } from './tested-folder.ts';
import { sentLabels, timeline } from './timeline.ts';

/** What is wrong at one time of a test. */
export interface Failure {
  /** The time as the test writes it; undefined for a route. */
  readonly time: string | undefined;
  readonly at: Position;
  readonly difference: Omit<InstanceDifference, 'index'>;
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
}
/** What tests touched. */
export interface Touched {
  /** Rules with a test in which an instance fires. */
  readonly rules: ReadonlySet<TestedRule>;
  /** Routes at which an alert of a test ended up, and the test looked where. */
  readonly routes: ReadonlySet<RouteNode>;
}

const DEFAULT_INTERVAL = '1m';

/**
 * Runs tests and returns their outcomes in the same order; a test that needs Prometheus is skipped where there is none.
 */
export async function runTests(
  tests: readonly TestCase[],
  folder: TestedFolder,
  engine: PromqlEngine = promtool,
): Promise<{ outcomes: Outcome[]; touched: Touched }> {
  const touched = { rules: new Set<TestedRule>(), routes: new Set<RouteNode>() };
  const found = (await engine.isThere()) ? engine : undefined;
  const outcomes = new Map<TestCase, Outcome>();
  const queue = tests.values();
  // Most of the time is Prometheus': as many tests wait for it as there are processors.
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const test of queue)
        outcomes.set(
          test,
          test.kind === 'alert'
            ? await runAlertTest(test, folder, found, touched)
            : runRouteTest(test, folder, touched),
        );
    }),
  );
  return { outcomes: tests.flatMap((test) => outcomes.get(test) ?? []), touched };
}

async function runAlertTest(
  test: AlertTest,
  folder: TestedFolder,
  engine: PromqlEngine | undefined,
  touched: { rules: Set<TestedRule>; routes: Set<RouteNode> },
): Promise<Outcome> {
  const { spec, locate } = test;
  const named = folder.rules.filter(({ title }) => title === spec.rule);
  const rule = folder.rules.find(({ uid }) => uid === spec.rule) ?? (named.length === 1 ? named[0] : undefined);
  const outcome = { name: spec.name, at: locate([]), rule: rule?.uid ?? spec.rule, failures: [], problems: [] };
  const problems = rule ? ruleProblems(rule, test) : [unknownRule(test, folder)];
  if (!rule || problems.length > 0) return { ...outcome, status: 'failed', problems };
  if (!engine && rule.sources.some((source) => !needsFrames(source))) return { ...outcome, status: 'skipped' };
  const moments = Object.keys(spec.expect)
    .map((text) => ({ text, time: prometheusDurationMs(text) ?? 0 }))
    .sort((left, right) => left.time - right.time);
  const times = evaluationTimes(
    prometheusDurationMs(spec.from ?? '0s') ?? 0,
    moments.at(-1)?.time ?? 0,
    rule.intervalMs,
  );
  const interval = spec.interval ?? DEFAULT_INTERVAL;
  let snapshots: ReturnType<typeof timeline>;
  try {
    const ruleFiles = await Promise.all((spec.rule_files ?? []).map((path) => ruleFile(test.folder, path)));
    const outcomesAt = await queryOutcomes(
      rule.sources,
      spec,
      times,
      { series: spec.series ?? {}, interval, evaluationInterval: spec.evaluation_interval ?? interval, ruleFiles },
      engine ?? promtool,
    );
    snapshots = timeline(rule, times, outcomesAt);
  } catch (error) {
    return {
      ...outcome,
      status: 'failed',
      problems: [
        {
          severity: 'error',
          id: 'alert-test/engine',
          message: `The test could not be run: ${(error as Error).message}`,
          hint: "Check the series, in promtool's notation, and the rule files.",
          at: locate(['series']),
        },
      ],
    };
  }
  const failures = moments.flatMap(({ text, time }): Failure[] => {
    const evaluated = times.findLast((one) => one <= time);
    const snapshot =
      evaluated === undefined
        ? { instances: [], templateProblems: new Map() }
        : (snapshots.get(evaluated) ?? { instances: [], templateProblems: new Map() });
    const expected = spec.expect[text] ?? [];
    if (snapshot.instances.some((instance) => isFiring(instance))) touched.rules.add(rule);
    const receiversOf = receiversAt(
      rule,
      folder,
      Date.parse(spec.start ?? '1970-01-01T00:00:00Z') + time,
      expected.some(({ receivers }) => receivers) ? touched.routes : undefined,
    );
    return compare(expected, snapshot, receiversOf).map(({ index, ...difference }) => ({
      time: text,
      at: locate(index === undefined ? ['expect', text] : ['expect', text, index]),
      difference,
    }));
  });
  return { ...outcome, status: failures.length > 0 ? 'failed' : 'passed', failures };
}

async function ruleFile(folder: string, path: string): Promise<string> {
  return readFile(resolve(folder, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`the rule file ${path} cannot be read (${error.code ?? error.message})`, { cause: error });
  });
}

function evaluationTimes(from: number, to: number, interval: number): number[] {
  return Array.from(
    { length: Math.max(0, Math.floor((to - from) / interval) + 1) },
    (_, index) => from + index * interval,
  );
}

/** Who hears of an instance: nobody while it only waits or is Normal, nor through a route that is muted. */
function receiversAt(
  rule: TestedRule,
  folder: TestedFolder,
  moment: number,
  touched: Set<RouteNode> | undefined,
): ReceiversOf {
  return (instance: Instance) => {
    const tree = rule.ownRoute ?? folder.policies.get(rule.orgId)?.root;
    if (!tree) return undefined;
    if (!isFiring(instance)) return [];
    const found = arrivals(tree, sentLabels(instance), moment, folder.timings.get(rule.orgId) ?? new Map());
    for (const { route } of found) touched?.add(route);
    return found.filter(({ mutedBy }) => mutedBy === undefined).map(({ receiver }) => receiver);
  };
}

function runRouteTest({ spec, locate }: RouteTest, folder: TestedFolder, touched: { routes: Set<RouteNode> }): Outcome {
  const org = spec.org ?? 1;
  const labels = Object.entries(spec.labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const outcome = {
    name: spec.name ?? `route {${labels}}${spec.at === undefined ? '' : ` at ${spec.at}`}`,
    at: locate([]),
    rule: undefined,
    problems: [],
  };
  const tree = folder.policies.get(org)?.root;
  if (!tree) {
    const problem: Diagnostic = {
      severity: 'error',
      id: 'alert-test/no-policies',
      message: `The folder has no notification policies for organisation ${org}.`,
      hint: 'Add policies, or name the organisation with org.',
      at: locate([]),
    };
    return { ...outcome, status: 'failed', failures: [], problems: [problem] };
  }
  const timings = spec.at === undefined ? new Map() : (folder.timings.get(org) ?? new Map());
  const found = arrivals(tree, spec.labels, Date.parse(spec.at ?? '1970-01-01T00:00:00Z'), timings);
  for (const { route } of found) touched.routes.add(route);
  const told = found
    .filter(({ mutedBy }) => mutedBy === undefined || spec.at === undefined)
    .map(({ receiver }) => receiver);
  const muted = found
    .filter(({ mutedBy }) => mutedBy !== undefined && spec.at !== undefined)
    .map(({ receiver, mutedBy }) => `${receiver} (held back by ${mutedBy})`);
  const actual = [...new Set([...told, ...muted])].join(', ') || 'nobody';
  const failures = routeFailures(spec, told).map(({ key, expected }): Failure => ({
    time: undefined,
    at: locate([key]),
    difference: { instance: `{${labels}}`, differences: [{ part: key.replaceAll('_', ' '), expected, actual }] },
  }));
  return { ...outcome, status: failures.length > 0 ? 'failed' : 'passed', failures };
}

function routeFailures(
  { reaches, reaches_only: only, reaches_not: not }: RouteTest['spec'],
  told: readonly string[],
): { key: string; expected: string }[] {
  const sorted = (names: readonly string[]) => [...new Set(names)].sort().join(', ') || 'nobody';
  return [
    ...(reaches && !reaches.every((name) => told.includes(name))
      ? [{ key: 'reaches', expected: reaches.join(', ') }]
      : []),
    ...(only && sorted(only) !== sorted(told) ? [{ key: 'reaches_only', expected: sorted(only) }] : []),
    ...(not && not.some((name) => told.includes(name))
      ? [{ key: 'reaches_not', expected: `not ${not.join(', ')}` }]
      : []),
  ];
}

function unknownRule({ spec, locate }: AlertTest, { rules }: TestedFolder): Diagnostic {
  const alike = rules.filter(({ title }) => title === spec.rule).map(({ uid }) => uid);
  if (alike.length > 1)
    return {
      severity: 'error',
      id: 'alert-test/unknown-rule',
      message: `${alike.length} rules have the title ${JSON.stringify(spec.rule)}.`,
      hint: `Name one by its uid: ${alike.join(', ')}.`,
      at: locate(['rule']),
    };
  const [close] = nearest(
    spec.rule,
    rules.flatMap(({ uid, title }) => [uid, title]),
  );
  return {
    severity: 'error',
    id: 'alert-test/unknown-rule',
    message: `The folder has no rule with the uid or title ${JSON.stringify(spec.rule)}.`,
    hint: close === undefined ? 'Check the uid, and the folder after --dir.' : `Did you mean ${close}?`,
    at: locate(['rule']),
  };
}

function ruleProblems(rule: TestedRule, { spec, locate }: AlertTest): Diagnostic[] {
  const problem = (id: string, path: readonly string[], message: string, hint: string): Diagnostic => ({
    severity: 'error',
    id: `alert-test/${id}`,
    message,
    hint,
    at: locate(path),
  });
  return [
    ...(rule.idle === undefined
      ? []
      : [
          problem(
            'idle-rule',
            ['rule'],
            `Grafana does not evaluate ${rule.uid} as an alert: ${rule.idle}.`,
            'Test a rule that alerts.',
          ),
        ]),
    ...rule.sources
      .filter((source) => needsFrames(source) && spec.frames?.[source.refId] === undefined)
      .map(({ refId, language }) =>
        problem(
          'no-frames',
          [],
          `Query ${refId} of ${rule.uid} is ${language === undefined ? 'in a language that is not known here' : `in ${language}`}, which no engine runs here.`,
          `Give its rows: frames: { ${refId}: [{ instance: web-1, value: 2 }] }.`,
        ),
      ),
    ...Object.keys(spec.frames ?? {})
      .filter((refId) => !rule.sources.some((source) => source.refId === refId))
      .map((refId) =>
        problem(
          'unknown-ref-id',
          ['frames', refId],
          `${rule.uid} asks no data source in a query ${refId}.`,
          `Its queries are ${rule.sources.map((source) => source.refId).join(', ')}.`,
        ),
      ),
  ];
}
