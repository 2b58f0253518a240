import type { FoundQuery } from './find.ts';
import { type ColumnKind, type QueryResult, type Shape, shapeProblems } from './result-columns.ts';

/** What a panel type needs in the columns, in words, and whether they have it. */
type Need = readonly [
  words: string,
  isMet: (count: (...kinds: ColumnKind[]) => number, names: readonly string[]) => boolean,
];

const NUMBER: Need = ['a number', (count) => count('number') > 0];
const TIME: Need = ['a time', (count) => count('time', 'date') > 0];
const TEXT: Need = ['a text', (count) => count('text') > 0];

/** Needs by panel type; a type that is not listed displays any result. */
const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  timeseries: [TIME, NUMBER],
  stat: [['something to show', (count) => count('number', 'text', 'time', 'date') > 0]],
  gauge: [NUMBER],
  bargauge: [NUMBER],
  piechart: [NUMBER],
  barchart: [NUMBER, ['a text or a time as the label of the bars', (count) => count('text', 'time', 'date') > 0]],
  histogram: [NUMBER],
  heatmap: [TIME, NUMBER, ['buckets', (count, names) => count('number') > 1 || names.includes('le')]],
  'state-timeline': [TIME, ['a state', (count) => count('number', 'text', 'bool') > 0]],
  'status-history': [TIME, ['a state', (count) => count('number', 'text', 'bool') > 0]],
  logs: [TIME, TEXT],
  xychart: [['two numbers', (count) => count('number') > 1]],
};

/** Returns why a panel, an annotation, a variable or a rule could not use what its query returns. */
export function resultProblems(query: FoundQuery, { columns, rows }: QueryResult): string[] {
  const shape = shapeOf(query);
  const count = (...kinds: ColumnKind[]): number => columns.filter(({ kind }) => kinds.includes(kind)).length;
  const names = columns.map(({ name }) => name);
  // An empty answer does not show which columns it would have had.
  const isUnknown =
    columns.length === 0 ||
    (query.language === 'promql' && rows.length === 0) ||
    (query.language === 'logql' && rows.length === 0);
  if (isUnknown) return [];
  const needs = query.place === 'panel' ? (NEEDS[query.panel?.type ?? ''] ?? []) : [];
  return [
    ...shapeProblems(shape, columns),
    ...needs
      .filter(([, isMet]) => !isMet(count, names))
      .map(
        ([words]) =>
          `a ${query.panel?.type} needs ${words}, but there are only: ${columns.map(({ name, kind }) => `${name} (${kind})`).join(', ')}`,
      ),
    ...(shape === 'lines' ? lineProblems({ columns, rows }) : []),
    ...infiniteValues({ columns, rows }, query.language === 'promql'),
  ];
}

/** Returns what a query's result is for. */
export function shapeOf({ place, target, language }: FoundQuery): Shape {
  if (language === 'promql' || language === 'logql') return 'rows';
  if (place === 'rule') return 'alert';
  if (place === 'annotation') return 'events';
  return place === 'panel' && (target.format === 'time_series' || target.format === 0) ? 'lines' : 'rows';
}

/** Grafana rejects rows that go back in time, and of two rows with the same time and labels it keeps the last. */
function lineProblems({ columns, rows }: QueryResult): string[] {
  const timeAt = columns.findIndex(({ kind }) => kind === 'time' || kind === 'date');
  const labelsAt = columns.flatMap(({ kind }, index) => (kind === 'text' || kind === 'bool' ? [index] : []));
  const times = rows.map((row) => Number(row[timeAt]));
  const keys = rows.map((row) => JSON.stringify([row[timeAt], ...labelsAt.map((index) => row[index])]));
  const backwards = times.findIndex((time, index) => index > 0 && time < (times[index - 1] ?? 0));
  const seen = new Set<string>();
  const twice = keys.find((key) => seen.size === seen.add(key).size);
  return [
    ...(backwards < 0 ? [] : [`row ${backwards} goes back in time`]),
    ...(rows.some((row) => row[timeAt] === null) ? ['a row has no time'] : []),
    ...(twice === undefined ? [] : [`two rows have the same time and labels: ${twice}`]),
  ];
}

function infiniteValues({ columns, rows }: QueryResult, isPromql: boolean): string[] {
  return columns.flatMap(({ name, kind }, index) => {
    if (kind !== 'number') return [];
    // For Prometheus, NaN means no value, such as a quantile of nothing, and Grafana draws a gap.
    const bad = rows.find(
      (row) => row[index] !== null && !Number.isFinite(row[index]) && !(isPromql && Number.isNaN(row[index])),
    );
    return bad ? [`${name} is ${String(bad[index])} in ${JSON.stringify(bad)}`] : [];
  });
}
