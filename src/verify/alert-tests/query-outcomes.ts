import { expandQuery } from '../../grafana/query-expansion/expand-query.ts';
import { rangeStepMs } from '../../grafana/query-expansion/period.ts';
import { prometheusDurationMs } from '../../grafana/durations.ts';
import type { QueryOutcome } from '../expressions/evaluate.ts';
import type { Point, Value } from '../expressions/values.ts';
import { type Labels, labelsKey } from '../labels.ts';
import { valuesOfRows } from './frames.ts';
import type { PromqlAnswer, PromqlEngine, PromqlQuestion, PromtoolInput } from './promtool.ts';
import type { AlertTestSpec, Frames } from './test-case.ts';
import type { SourceQuery } from './tested-folder.ts';

/** What every data source query of a rule gives at a time of evaluation in milliseconds, by refId. */
export type OutcomesAt = (time: number) => ReadonlyMap<string, QueryOutcome>;

/** What one query needs of Prometheus at one evaluation. */
interface Need {
  readonly expr: string;
  readonly instant: number | undefined;
  /** Times of the points of a range query. */
  readonly range: readonly number[];
}

/** Asks Prometheus all that a test needs at once. Rejects when it refuses the test's series or rule files. */
export async function queryOutcomes(
  sources: readonly SourceQuery[],
  spec: AlertTestSpec,
  times: readonly number[],
  input: PromtoolInput,
  engine: PromqlEngine,
): Promise<OutcomesAt> {
  const frames = new Map(sources.map(({ refId }) => [refId, framesOf(spec, refId)]));
  const needs = new Map<string, Need | { readonly error: string }>();
  for (const source of sources) {
    for (const time of times)
      if (source.language === 'promql' && framesAt(frames.get(source.refId), time) === 'series')
        needs.set(key(source.refId, time), needOf(source, time));
  }
  const questions = new Map<string, PromqlQuestion>();
  for (const need of needs.values()) {
    if ('error' in need) continue;
    for (const time of [...(need.instant === undefined ? [] : [need.instant]), ...need.range])
      questions.set(key(need.expr, time), { expr: need.expr, time });
  }
  const answers = await engine.ask(input, [...questions.values()]);
  const byQuestion = new Map(
    [...questions.keys()].map((question, index) => [question, answers[index] ?? { samples: [] }]),
  );
  return (time) =>
    new Map(
      sources.map((source) => {
        const given = framesAt(frames.get(source.refId), time);
        if (given !== 'series') return [source.refId, 'error' in given ? given : valuesOfRows(given, source.isTable)];
        const need = needs.get(key(source.refId, time));
        return [
          source.refId,
          need === undefined ? { values: [] } : 'error' in need ? need : outcomeOf(need, byQuestion),
        ];
      }),
    );
}

/** Whether a query needs rows from the test, because no engine runs it here. */
export function needsFrames({ language }: SourceQuery): boolean {
  return language !== 'promql';
}

/** Times in ascending order with what holds from each. */
type Course = readonly { readonly from: number; readonly frames: Frames }[];

function framesOf({ frames = {} }: AlertTestSpec, refId: string): Course {
  const given = frames[refId];
  if (given === undefined) return [];
  if (Array.isArray(given)) return [{ from: 0, frames: given }];
  return Object.entries(given as Readonly<Record<string, Frames>>)
    .map(([from, held]) => ({ from: prometheusDurationMs(from) ?? 0, frames: held }))
    .sort((left, right) => left.from - right.from);
}

/** Before the first given time, and without any, a query's own series count. */
function framesAt(course: Course | undefined, time: number): Frames {
  return course?.findLast(({ from }) => from <= time)?.frames ?? 'series';
}

function needOf(source: SourceQuery, time: number): Need | { error: string } {
  const period = source.period(time);
  try {
    const expr = expandQuery('promql', source.text, period);
    const step = rangeStepMs(period);
    const end = floor(period.to.getTime(), step);
    const points: number[] = [];
    // Both ends are rounded down to the step. Before its start a test has no series.
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
