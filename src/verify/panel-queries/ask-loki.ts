import { answerOf, ask, type Endpoint } from './endpoint.ts';
import type { ExpandedQuery } from './expansions.ts';
import type { QueryResult } from './result-columns.ts';
import { variableQuery } from './variable-query.ts';

interface Answer {
  readonly data: {
    readonly resultType: 'streams' | 'matrix' | 'vector';
    readonly result: readonly {
      readonly stream?: Labels;
      readonly metric?: Labels;
      readonly value?: Sample;
      readonly values?: readonly Sample[];
    }[];
  };
}
type Labels = Readonly<Record<string, string>>;
type Row = QueryResult['rows'][number];
/** A time in nanoseconds with a line, or in seconds with a number. */
type Sample = readonly [at: string | number, value: string];

const MOST_LINES = '1000';

/**
 * Returns the result of a Loki query: time, labels and the line or number, or the values of a label. Throws Loki's own
 * error message.
 */
export async function askLoki(endpoint: Endpoint, { query, period, text }: ExpandedQuery): Promise<QueryResult> {
  const range = { start: nanoseconds(period.from), end: nanoseconds(period.to) };
  if (query.place === 'variable') {
    const { label = '', series } = variableQuery(text);
    const parameters = { ...range, ...(series === undefined ? {} : { query: series }) };
    const { data } = answerOf(
      await ask(endpoint, {
        path: `/loki/api/v1/label/${encodeURIComponent(label)}/values`,
        parameters,
        method: 'GET',
      }),
      'status',
    ) as { readonly data?: readonly string[] };
    return { columns: [{ name: label, kind: 'text' }], rows: (data ?? []).map((value) => [value]) };
  }
  const isInstant = query.target.queryType === 'instant';
  const parameters = isInstant
    ? { query: text, time: range.end }
    : { query: text, ...range, step: `${period.intervalMs / 1000}`, limit: MOST_LINES };
  const { data } = answerOf(
    await ask(endpoint, {
      path: isInstant ? '/loki/api/v1/query' : '/loki/api/v1/query_range',
      parameters,
      method: 'GET',
    }),
    'data',
  ) as unknown as Answer;
  const isLines = data.resultType === 'streams';
  // Loki returns one stream after the other; a panel shows the newest line first, whatever its stream.
  const newestFirst = (one: Row, other: Row): number => Number(other[0]) - Number(one[0]);
  const names = [...new Set(data.result.flatMap(({ stream, metric }) => Object.keys(stream ?? metric ?? {})))].sort();
  const rows = data.result.flatMap(({ stream, metric, value, values }) =>
    (values ?? (value ? [value] : [])).map(([at, sample]): Row => {
      const labels = names.map((name) => (stream ?? metric ?? {})[name] ?? '');
      return isLines ? [Number(at) / 1e6, sample, ...labels] : [Number(at) * 1000, ...labels, Number(sample)];
    }),
  );
  return {
    columns: [
      { name: 'time', kind: 'time' },
      ...(isLines ? [{ name: 'line', kind: 'text' } as const] : []),
      ...names.map((name) => ({ name, kind: 'text' }) as const),
      ...(isLines ? [] : [{ name: 'value', kind: 'number' } as const]),
    ],
    rows: isLines ? rows.toSorted(newestFirst) : rows,
  };
}

function nanoseconds(at: Date): string {
  return `${at.getTime()}000000`;
}
