import { expandQuery } from '../../grafana/query-expansion/expand-query.ts';
import { rangeStepMs } from '../../grafana/query-expansion/period.ts';
import { prometheusDurationMs } from '../../grafana/durations.ts';
import type { QueryOutcome, RuleQuery } from '../expressions/evaluate.ts';
import type { Point, Value } from '../expressions/values.ts';
import { type Labels, labelsKey } from '../labels.ts';
import { ruleFileWithClock, withClock } from './clock.ts';
import { valuesOfRows } from './frames.ts';
import { NO_ANSWER, outagesOfQuery } from './outages.ts';
import type { PromqlAnswer, PromqlQuestion, PromqlRequest, PromtoolInput } from './promtool.ts';
import { type Window, withoutSamples } from './series-values.ts';
import type { AlertTestSpec, Frames } from './test-case.ts';
import type { SourceQuery, TestedRule } from './tested-folder.ts';

/** The result of every data source query of a rule at an evaluation time in milliseconds, by refId. */
export type OutcomesAt = (time: number) => ReadonlyMap<string, QueryOutcome>;

/** What one query needs from Prometheus at one evaluation. */
interface Need {
  readonly expr: string;
  readonly instant: number | undefined;
  /** Times of the points of a range query. */
  readonly range: readonly number[];
}

/** The PromQL that a test needs evaluated, and the results of its queries once that is done. */
export interface QueryPlan {
  readonly request: PromqlRequest;
  readonly outcomesAt: (answers: readonly PromqlAnswer[]) => OutcomesAt;
}

/** Collects all PromQL that a test needs, so that it is evaluated at once. */
export function planQueries(
  rule: Pick<TestedRule, 'sources' | 'data'>,
  spec: AlertTestSpec,
  times: readonly number[],
  input: PromtoolInput,
): QueryPlan {
  const { sources } = rule;
  const courses = new Map(rule.data.map(({ refId }) => [refId, courseOf(spec, refId)]));
  const outages = new Map(sources.map((source) => [source.refId, outagesOfQuery(spec, source)]));
  const given = ({ refId }: SourceQuery, time: number): Frames =>
    (outages.get(refId) ?? []).some(({ from, to }) => from <= time && time < to)
      ? { error: NO_ANSWER }
      : framesAt(courses.get(refId), time);
  const clock = (Date.parse(spec.start ?? '1970-01-01T00:00:00Z') || 0) / 1000;
  const needs = new Map<string, Need | { readonly error: string }>();
  for (const source of sources) {
    for (const time of times)
      if (source.language === 'promql' && given(source, time) === 'series')
        needs.set(key(source.refId, time), needOf(source, time, clock));
  }
  const questions = new Map<string, PromqlQuestion>();
  for (const need of needs.values()) {
    if ('error' in need) continue;
    for (const time of [...(need.instant === undefined ? [] : [need.instant]), ...need.range])
      questions.set(key(need.expr, time), { expr: need.expr, time });
  }
  const down = sources
    .filter(({ language }) => language === 'promql')
    .flatMap(({ refId }) => (outages.get(refId) ?? []).filter(({ isDown }) => isDown));
  return {
    request: { input: prepared(input, down, clock), questions: [...questions.values()] },
    outcomesAt: (answers) => {
      const byQuestion = new Map(
        [...questions.keys()].map((question, index) => [question, answers[index] ?? { samples: [] }]),
      );
      const ofSource = (source: SourceQuery, time: number): QueryOutcome => {
        const frames = given(source, time);
        if (frames !== 'series') return 'error' in frames ? frames : valuesOfRows(frames, source.isTable);
        const need = needs.get(key(source.refId, time));
        return need === undefined ? { values: [] } : 'error' in need ? need : outcomeOf(need, byQuestion);
      };
      return (time) =>
        new Map([
          ...sources.map((source) => [source.refId, ofSource(source, time)] as const),
          ...expressionsGiven(rule.data, courses, time),
        ]);
    },
  };
}

/** Expressions that are not computed here, with the rows that the test gives for them. */
function expressionsGiven(
  data: readonly RuleQuery[],
  courses: ReadonlyMap<string, Course>,
  time: number,
): [string, QueryOutcome][] {
  return data.filter(isSqlExpression).map(({ refId }) => {
    const frames = framesAt(courses.get(refId), time);
    if (frames === 'series') return [refId, { values: [] }];
    return [refId, 'error' in frames ? frames : valuesOfRows(frames, true)];
  });
}

/** Whether an expression is in SQL, which Grafana can run but a test cannot. */
export function isSqlExpression({ isExpression, model }: RuleQuery): boolean {
  return isExpression && model['type'] === 'sql';
}

/**
 * The input without the samples that a Prometheus that is down would not have scraped, and with the test's clock in the
 * rules.
 */
function prepared(input: PromtoolInput, down: readonly Window[], clock: number): PromtoolInput {
  const intervalMs = prometheusDurationMs(input.interval) ?? 60_000;
  const series = Object.entries(input.series).map(([name, values]) => {
    if (down.length === 0) return [name, values] as const;
    const left = withoutSamples(values, intervalMs, down);
    if (left === undefined)
      throw new Error(`the values of ${name} cannot be left out while the source is down: write "unreachable"`);
    return [name, left] as const;
  });
  return {
    ...input,
    series: Object.fromEntries(series),
    ruleFiles: input.ruleFiles.map((text) => ruleFileWithClock(text, clock)),
  };
}

/** Whether a query needs rows from the test because no engine runs it here. */
export function needsFrames({ language }: SourceQuery): boolean {
  return language !== 'promql';
}

/** Times in ascending order, with the rows that hold from each. */
type Course = readonly { readonly from: number; readonly frames: Frames }[];

function courseOf({ frames = {} }: AlertTestSpec, refId: string): Course {
  const given = Object.hasOwn(frames, refId) ? frames[refId] : undefined;
  if (given === undefined) return [];
  if (Array.isArray(given)) return [{ from: 0, frames: given }];
  return Object.entries(given as Readonly<Record<string, Frames>>)
    .map(([from, held]) => ({ from: prometheusDurationMs(from) ?? 0, frames: held }))
    .sort((left, right) => left.from - right.from);
}

/** Before the first given time, and when none is given, the query's own series count. */
function framesAt(course: Course | undefined, time: number): Frames {
  return course?.findLast(({ from }) => from <= time)?.frames ?? 'series';
}

function needOf(source: SourceQuery, time: number, clock: number): Need | { error: string } {
  const period = source.period(time);
  try {
    const expr = withClock(expandQuery('promql', source.text, period), clock);
    const step = rangeStepMs(period);
    const end = floor(period.to.getTime(), step);
    const points: number[] = [];
    // Both ends are rounded down to the step. Before its start, a test has no series.
    if (source.isRange)
      for (let at = Math.max(floor(period.from.getTime(), step), 0); at <= end; at += step) points.push(at);
    return { expr, instant: source.isInstant ? period.to.getTime() : undefined, range: points };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

function outcomeOf({ expr, instant, range }: Need, answers: ReadonlyMap<string, PromqlAnswer>): QueryOutcome {
  const found: Value[] = [];
  const ask = (time: number): PromqlAnswer => answers.get(key(expr, time)) ?? { samples: [] };
  if (instant !== undefined) {
    const answer = ask(instant);
    if ('error' in answer) return answer;
    found.push(...answer.samples.map(({ labels, value }): Value => ({ kind: 'number', labels, value })));
  }
  const series = new Map<string, { labels: Labels; points: Point[] }>();
  for (const time of range) {
    const answer = ask(time);
    if ('error' in answer) return answer;
    for (const { labels, value } of answer.samples) {
      const entry = series.get(labelsKey(labels)) ?? { labels, points: [] };
      entry.points.push({ time, value });
      series.set(labelsKey(labels), entry);
    }
  }
  return {
    values: [
      ...found,
      ...[...series.values()].map(({ labels, points }): Value => ({ kind: 'series', labels, points })),
    ],
  };
}

function key(text: string, time: number): string {
  return `${time} ${text}`;
}
