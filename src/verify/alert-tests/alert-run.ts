import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { prometheusDurationMs } from '../../grafana/durations.ts';
import { notifications } from '../notifications/dispatch.ts';
import { type Message, message } from '../notifications/message.ts';
import { sentLabels } from '../notifications/sent-alerts.ts';
import { arrivals, type RouteNode } from '../routing/tree.ts';
import { type Instance, isFiring } from '../states/state.ts';
import { compare, type InstanceDifference, type ReceiversOf } from './compare.ts';
import { compareMessages } from './compare-messages.ts';
import type { Failure, Outcome, Touching } from './outcome.ts';
import type { PromqlReply, PromqlRequest } from './promtool.ts';
import { isSqlExpression, needsFrames, planQueries, type QueryPlan } from './query-outcomes.ts';
import { recorded, recordedExpectation } from './recorded.ts';
import { ruleProblems, unknownRule } from './rule-problems.ts';
import type { AlertTest, AlertTestSpec } from './test-case.ts';
import type { TestedFolder, TestedRule } from './tested-folder.ts';
import { areValues } from './series-values.ts';
import { type Snapshot, timeline } from './timeline.ts';
import { why } from './why.ts';
import type { JsonObject } from '../../folder/json.ts';

/** A test that is ready to run and waits for the results of its PromQL. */
export interface PreparedTest {
  readonly request: PromqlRequest;
  /** Gives the outcome for the reply; without one, when Prometheus is missing, the test is skipped. */
  readonly judge: (reply: PromqlReply | undefined) => Outcome;
}
/** A time of a test, as written and in milliseconds. */
interface Moment {
  readonly text: string;
  readonly time: number;
}

const DEFAULT_INTERVAL = '1m';
const DEFAULT_URL = 'http://localhost:3000/';
const NOTHING: Snapshot = { instances: [], templateProblems: new Map(), sent: [], outcomes: new Map() };

/** Finds the rule of a test and the PromQL that it needs; returns the outcome at once when the test cannot be run. */
export async function prepareAlertTest(
  test: AlertTest,
  folder: TestedFolder,
  touched: Touching,
): Promise<PreparedTest | Outcome> {
  const { spec, locate, leftOut } = test;
  const named = folder.rules.filter(({ title }) => title === spec.rule);
  const rule = folder.rules.find(({ uid }) => uid === spec.rule) ?? (named.length === 1 ? named[0] : undefined);
  const outcome: Outcome = {
    name: spec.name,
    at: locate([]),
    rule: rule?.uid ?? spec.rule,
    status: 'failed',
    failures: [],
    problems: [],
  };
  if (leftOut !== undefined) return { ...outcome, status: 'skipped', leftOut };
  const problems = rule ? ruleProblems(rule, test, folder) : [unknownRule(test, folder)];
  if (!rule || problems.length > 0) return { ...outcome, problems };
  const failed = (reason: string): Outcome => {
    const misread = Object.entries(spec.series ?? {}).find(([, values]) => !areValues(values));
    return {
      ...outcome,
      problems: [
        {
          severity: 'error',
          id: 'alert-test/engine',
          message: `The test could not be run: ${reason}`,
          hint: misread
            ? `Correct the values of ${misread[0]}, "${misread[1]}": numbers with spaces between them, 5x3 for 5 and three more, 0+10x5 for 0 to 50, _ for a missed scrape, stale for an end.`
            : 'Check the series, which use the notation of promtool, and the rule files.',
          at: locate(misread ? ['series', misread[0]] : ['series']),
        },
      ],
    };
  };
  const run: AlertRun = { test, rule, folder, touched, times: evaluationTimes(spec, rule) };
  let plan: QueryPlan;
  try {
    plan = planQueries(rule, spec, run.times, await inputOf(test));
  } catch (error) {
    return failed((error as Error).message);
  }
  const notRun = notRunQueries(rule);
  return {
    request: plan.request,
    judge: (reply) => {
      if (!reply) return { ...outcome, status: 'skipped' };
      if ('error' in reply) return failed(reply.error);
      const failures = judged(run, timeline(rule, run.times, plan.outcomesAt(reply.answers)));
      return {
        ...outcome,
        status: failures.length > 0 ? 'failed' : 'passed',
        failures,
        ...(notRun.length > 0 ? { notRun } : {}),
      };
    },
  };
}

interface AlertRun {
  readonly test: AlertTest;
  readonly rule: TestedRule;
  readonly folder: TestedFolder;
  readonly touched: Touching;
  readonly times: readonly number[];
}

async function inputOf({ spec, folder }: AlertTest): Promise<PromqlRequest['input']> {
  const interval = spec.interval ?? DEFAULT_INTERVAL;
  const ruleFiles = await Promise.all((spec.rule_files ?? []).map((path) => ruleFile(folder, path)));
  return { series: spec.series ?? {}, interval, evaluationInterval: spec.evaluation_interval ?? interval, ruleFiles };
}

async function ruleFile(folder: string, path: string): Promise<string> {
  return readFile(resolve(folder, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`the rule file ${path} cannot be read (${error.code ?? error.message})`, { cause: error });
  });
}

/** Every evaluation from the first to the last time that the test checks. */
function evaluationTimes({ from = '0s', expect = {}, messages = {} }: AlertTestSpec, rule: TestedRule): number[] {
  const start = prometheusDurationMs(from) ?? 0;
  const end = Math.max(0, ...[...momentsOf(expect), ...momentsOf(messages)].map(({ time }) => time));
  return Array.from(
    { length: Math.max(0, Math.floor((end - start) / rule.intervalMs) + 1) },
    (_, index) => start + index * rule.intervalMs,
  );
}

function momentsOf(byTime: JsonObject): Moment[] {
  return Object.keys(byTime)
    .map((text) => ({ text, time: prometheusDurationMs(text) ?? 0 }))
    .sort((left, right) => left.time - right.time);
}

/** Queries that are not run because the test gives their rows. */
function notRunQueries(rule: TestedRule): string[] {
  return [
    ...rule.sources
      .filter(needsFrames)
      .map(({ refId, language, sourceType }) => `${refId} in ${language ?? sourceType ?? 'an unknown language'}`),
    ...rule.data.filter(isSqlExpression).map(({ refId }) => `${refId}, an SQL expression`),
  ];
}

function judged(run: AlertRun, snapshots: ReadonlyMap<number, Snapshot>): Failure[] {
  return [...instanceFailures(run, snapshots), ...messageFailures(run, snapshots)];
}

function instanceFailures(
  { test, rule, folder, touched, times }: AlertRun,
  snapshots: ReadonlyMap<number, Snapshot>,
): Failure[] {
  const { spec, locate } = test;
  return momentsOf(spec.expect ?? {}).flatMap(({ text, time }): Failure[] => {
    const evaluated = times.findLast((one) => one <= time);
    const full = (evaluated === undefined ? undefined : snapshots.get(evaluated)) ?? NOTHING;
    const snapshot = rule.records ? recorded(rule, full) : full;
    const written = spec.expect?.[text] ?? [];
    const expected = rule.records ? written.map(recordedExpectation) : written;
    if (rule.records || snapshot.instances.some((instance) => isFiring(instance))) touched.rules.add(rule);
    const receiversOf = receiversAt(
      rule,
      folder,
      startOf(spec) + time,
      expected.some(({ receivers }) => receivers) ? touched.routes : undefined,
    );
    return compare(expected, snapshot, receiversOf).map(({ index, ...difference }: InstanceDifference) => ({
      time: text,
      at: locate(index === undefined ? ['expect', text] : ['expect', text, index]),
      difference,
      why: why(rule, spec, snapshot, {
        labels: index === undefined ? undefined : expected[index]?.labels,
        isMissing: difference.differences.some(({ actual }) => actual === 'none'),
      }),
    }));
  });
}

/** Every message between two times of the test must be expected. */
function messageFailures(run: AlertRun, snapshots: ReadonlyMap<number, Snapshot>): Failure[] {
  const { test, rule, touched } = run;
  const { spec, locate } = test;
  if (spec.messages === undefined) return [];
  const moments = momentsOf(spec.messages);
  const sent = messagesUntil(run, snapshots, moments.at(-1)?.time ?? 0);
  if ([...snapshots.values()].some(({ instances }) => instances.some((instance) => isFiring(instance))))
    touched.rules.add(rule);
  return moments.flatMap(({ text, time }, index): Failure[] => {
    const since = index === 0 ? -1 : (moments[index - 1]?.time ?? 0);
    const between = sent.filter((one) => since < one.time && one.time <= time);
    return compareMessages(spec.messages?.[text] ?? [], between).map(({ index: place, ...difference }) => ({
      time: text,
      at: locate(place === undefined ? ['messages', text] : ['messages', text, place]),
      difference,
    }));
  });
}

function messagesUntil(
  { test: { spec }, rule, folder, touched }: AlertRun,
  snapshots: ReadonlyMap<number, Snapshot>,
  until: number,
): Message[] {
  const root = rule.ownRoute ?? folder.policies.get(rule.orgId)?.root;
  if (!root) return [];
  const isOwn = ({ orgId }: { readonly orgId: number }) => orgId === rule.orgId;
  const start = startOf(spec);
  const timings = folder.timings.get(rule.orgId) ?? new Map();
  const sent = new Map([...snapshots].map(([time, snapshot]) => [time, snapshot.sent]));
  for (const [time, alerts] of sent)
    for (const { labels } of alerts)
      for (const { route } of arrivals(root, labels, start + time, timings)) touched.routes.add(route);
  const context = { externalUrl: spec.external_url ?? DEFAULT_URL, start, now: 0, orgId: rule.orgId };
  const templates = folder.templates.filter(isOwn);
  const routing = { root, timings, contactPoints: folder.contactPoints.filter(isOwn), start };
  return notifications(sent, routing, until).map((notification) => message(notification, templates, context));
}

function startOf({ start = '1970-01-01T00:00:00Z' }: AlertTestSpec): number {
  return Date.parse(start);
}

/** Who is notified of an instance: nobody while it is Normal or Pending, and nobody through a muted route. */
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
