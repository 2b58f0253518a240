import { counted } from '../../report/counted.ts';
import { prometheusDuration } from '../../grafana/durations.ts';
import { inline, jsonText } from '../../report/quote.ts';
import type { QueryResult, ResultColumn } from '../../verify/panel-queries/result-columns.ts';
import type { PrintedPanel, PrintedQuery } from './expand-panels.ts';

const MOST_ROWS = 20;
const WIDEST_CELL = 40;

/** Returns panels for people: each query's heading, text and, if it was run, its first rows. */
export function prettyPanels(panels: readonly PrintedPanel[]): string {
  return panels
    .map(({ dashboard, id, title, type, queries }) =>
      [
        inline(`${dashboard}  ${title}  (${type}, id ${id})`),
        ...(queries.length === 0 ? ['  has no queries'] : queries.flatMap(queryLines)),
      ]
        .map((line) => `${line.trimEnd()}\n`)
        .join(''),
    )
    .join('\n');
}

/** Returns panels as JSON. */
export function jsonPanels(panels: readonly PrintedPanel[]): string {
  return `${jsonText(panels.map(withoutExpanded), 2)}\n`;
}

/** The expanded form is only for the engines. */
function withoutExpanded({ queries, ...panel }: PrintedPanel): object {
  return { ...panel, queries: queries.map(({ expanded: _expanded, ...query }) => query) };
}

function queryLines({
  refId,
  language,
  from,
  to,
  intervalMs,
  text,
  problem,
  result,
  unusable = [],
}: PrintedQuery): string[] {
  return [
    `  ${inline(refId)}  ${language}  ${from} to ${to}${intervalMs === undefined ? '' : `, interval ${prometheusDuration(intervalMs)}`}`,
    ...(text ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => `    ${inline(line)}`),
    ...(problem === undefined ? [] : [`    fails: ${inline(problem)}`]),
    ...(result ? resultLines(result).map((line) => `    ${inline(line)}`) : []),
    ...unusable.map((reason) => `    the panel cannot show it: ${inline(reason)}`),
  ];
}

function resultLines({ columns, rows }: QueryResult): string[] {
  const cells = [
    columns.map(({ name }) => name),
    ...rows.slice(0, MOST_ROWS).map((row) => row.map((value, index) => cell(value, columns[index]))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return [
    `-> ${counted(rows.length, 'row')}${rows.length > MOST_ROWS ? `, the first ${MOST_ROWS}` : ''}`,
    ...(rows.length === 0
      ? []
      : cells.map((line) =>
          line
            .map((text, index) =>
              columns[index]?.kind === 'number' ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0),
            )
            .join('  '),
        )),
  ];
}

function cell(value: unknown, column: ResultColumn | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (column?.kind === 'time') return new Date(Number(value)).toISOString();
  if (column?.kind === 'date') return new Date(Number(value)).toISOString().slice(0, 10);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  return text.length > WIDEST_CELL ? `${text.slice(0, WIDEST_CELL - 1)}…` : text;
}
