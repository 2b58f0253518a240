import { type QueryPeriod, rangeStepMs } from '../../grafana/query-expansion/period.ts';
import { answerOf, ask, type Endpoint } from './endpoint.ts';
import type { ExpandedQuery } from './expansions.ts';
import type { QueryResult } from './result-columns.ts';
import { variableQuery } from './variable-query.ts';

/** A Prometheus series, with a single point for an instant query. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [timeMs: number, value: number])[];
}

interface Answer {
  readonly data: {
    readonly resultType: 'matrix' | 'vector' | 'scalar' | 'string';
    readonly result:
      | readonly {
          readonly metric: Readonly<Record<string, string>>;
          readonly value?: Point;
          readonly values?: readonly Point[];
        }[]
      | Point;
  };
}
type Point = readonly [seconds: number, value: string];

/**
 * Returns the result of a Prometheus query: the values of a variable, or time, value and labels. Throws Prometheus' own
 * error message.
 */
export async function askPrometheus(endpoint: Endpoint, { query, period, text }: ExpandedQuery): Promise<QueryResult> {
  if (query.place !== 'variable')
    return tableOf(await askSeries(endpoint, text, period, query.target.instant === true));
  const { label, series, promql } = variableQuery(text);
  if (promql !== undefined) return tableOf(await askSeries(endpoint, promql, period, true));
  const parameters = {
    start: seconds(period.from.getTime()),
    end: seconds(period.to.getTime()),
    ...(series === undefined ? {} : { 'match[]': series }),
  };
  const { data } = answerOf(
    await ask(endpoint, { path: `/api/v1/label/${encodeURIComponent(label ?? '')}/values`, parameters, method: 'GET' }),
    'data',
  ) as unknown as { readonly data: readonly string[] };
  return { columns: [{ name: label ?? '', kind: 'text' }], rows: data.map((value) => [value]) };
}

/**
 * Returns the series of a PromQL query: at the end of the range for an instant query, otherwise at every step of the
 * range, aligned as Grafana does.
 */
export async function askSeries(
  endpoint: Endpoint,
  promql: string,
  period: QueryPeriod,
  isInstant: boolean,
): Promise<Series[]> {
  const stepMs = rangeStepMs(period);
  const aligned = (at: Date): string => seconds(Math.floor(at.getTime() / stepMs) * stepMs);
  const text = isInstant
    ? await ask(endpoint, { path: '/api/v1/query', parameters: { query: promql, time: seconds(period.to.getTime()) } })
    : await ask(endpoint, {
        path: '/api/v1/query_range',
        parameters: {
          query: promql,
          start: aligned(period.from),
          end: aligned(period.to),
          step: String(stepMs / 1000),
        },
      });
  const { data } = answerOf(text, 'data') as unknown as Answer;
  if (data.resultType === 'scalar' || data.resultType === 'string')
    return [{ labels: {}, points: [point(data.result as Point)] }];
  return (data.result as Exclude<Answer['data']['result'], Point>).map(({ metric, value, values }) => ({
    labels: metric,
    points: (values ?? (value ? [value] : [])).map(point),
  }));
}

function tableOf(series: readonly Series[]): QueryResult {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))].sort();
  return {
    columns: [
      { name: 'time', kind: 'time' },
      ...names.map((name) => ({ name, kind: 'text' as const })),
      { name: 'value', kind: 'number' },
    ],
    rows: series.flatMap(({ labels, points }) =>
      points.map(([time, value]) => [time, ...names.map((name) => labels[name] ?? ''), value]),
    ),
  };
}

function point([time, value]: Point): readonly [number, number] {
  return [time * 1000, value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value)];
}

function seconds(milliseconds: number): string {
  return String(milliseconds / 1000);
}
