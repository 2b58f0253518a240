import { prometheusDurationMs } from '../../grafana/durations.ts';
import type { QueryOutcome } from '../expressions/evaluate.ts';
import type { Point, Value } from '../expressions/values.ts';
import { labelsKey } from '../labels.ts';
import type { Row } from './test-case.ts';

const TIME = 'time';

/**
 * The values that Grafana's expressions read from a query's rows: without a time column one number per row, with the
 * texts as labels; with one, a series for each set of labels. `isTable` means that the query's format keeps rows with a
 * time as rows.
 */
export function valuesOfRows(rows: readonly Row[], isTable: boolean): QueryOutcome {
  const [first] = rows;
  if (!first) return { values: [] };
  return Object.hasOwn(first, TIME) ? series(rows, isTable) : numbers(rows);
}

/** Requires exactly one number column and otherwise texts, or Grafana rejects the frame. */
function numbers(rows: readonly Row[]): QueryOutcome {
  const names = columnsOf(rows);
  const numeric = names.filter((name) => rows.some((row) => typeof row[name] === 'number'));
  const other = names.filter((name) => rows.some((row) => typeof row[name] === 'boolean'));
  const [value] = numeric;
  if (numeric.length !== 1 || value === undefined || other.length > 0)
    return { isConversion: true, error: 'input data must be a wide series but got type not (input refid)' };
  const values = rows.map((row): Value => ({
    kind: 'number',
    labels: textsOf(row),
    value: typeof row[value] === 'number' ? row[value] : null,
  }));
  return { values };
}

/** Texts and booleans are labels; every number column becomes one series per set of labels. */
function series(rows: readonly Row[], isTable: boolean): QueryOutcome {
  const names = columnsOf(rows).filter((name) => name !== TIME);
  const numeric = names.filter((name) => rows.some((row) => typeof row[name] === 'number'));
  const isLong = names.length > numeric.length;
  if (numeric.length === 0 || (isLong && isTable))
    return {
      isConversion: true,
      error: `input data must be a wide series but got type ${numeric.length === 0 ? 'not' : 'long'} (input refid)`,
    };
  const found = new Map<string, { labels: Record<string, string>; points: Point[] }>();
  let before = -Infinity;
  for (const row of rows) {
    const time = prometheusDurationMs(String(row[TIME]));
    if (time === undefined)
      return {
        isConversion: true,
        error: `the time ${JSON.stringify(row[TIME])} is not a valid duration since the start of the test`,
      };
    if (time < before && isLong)
      return {
        isConversion: true,
        error: 'failed to convert long to wide series: input series not sorted in ascending order by time',
      };
    before = time;
    for (const name of numeric) {
      const labels = textsOf(row);
      const key = labelsKey({ ...labels, [TIME]: name });
      const entry = found.get(key) ?? { labels, points: [] };
      const value = row[name];
      entry.points.push({ time, value: typeof value === 'number' ? value : null });
      found.set(key, entry);
    }
  }
  return { values: [...found.values()].map(({ labels, points }) => ({ kind: 'series', labels, points })) };
}

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function textsOf(row: Row): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      name !== TIME && (typeof value === 'string' || typeof value === 'boolean') ? [[name, String(value)]] : [],
    ),
  );
}
