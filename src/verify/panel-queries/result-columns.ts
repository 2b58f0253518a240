/** How Grafana treats a column: as a time, a number, a text, a bool, or something it can only display. */
export type ColumnKind = 'time' | 'date' | 'number' | 'text' | 'bool' | 'other';

export interface ResultColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/**
 * The result of a query: each row has a value for each column, times in milliseconds since 1970, numbers as numbers.
 */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What a result is used for: a list of rows, lines over time, an annotation's events, an alert's numbers. */
export type Shape = 'rows' | 'lines' | 'events' | 'alert';

/** Returns why Grafana could not use a result with these columns for that purpose. */
export function shapeProblems(shape: Shape, columns: readonly ResultColumn[]): string[] {
  const problems: string[] = [];
  const of = (...kinds: ColumnKind[]): string[] =>
    columns.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const kindOf = (name: string): ColumnKind | undefined => columns.find((column) => column.name === name)?.kind;
  if (new Set(columns.map(({ name }) => name)).size !== columns.length)
    problems.push(`two columns have the same name: ${columns.map(({ name }) => name).join(', ')}`);
  if (shape === 'lines') {
    if (kindOf('time') !== 'time')
      problems.push(`the column "time" must be a timestamp, but is ${kindOf('time') ?? 'missing'}`);
    if (of('time', 'date').length > 1) problems.push(`there is a second time: ${of('time', 'date').join(', ')}`);
    if (of('bool', 'other').length > 0)
      problems.push(`neither a number nor a label: ${of('bool', 'other').join(', ')}`);
    if (of('number').length === 0) problems.push('there is no number to draw');
  }
  if (shape === 'events') {
    if (kindOf('time') !== 'time')
      problems.push(`the column "time" must be a timestamp, but is ${kindOf('time') ?? 'missing'}`);
    if (kindOf('text') !== 'text')
      problems.push(`the column "text" must be text, but is ${kindOf('text') ?? 'missing'}`);
  }
  if (shape === 'alert') {
    if (of('time', 'date').length > 0)
      problems.push(`an alert compares one number per row, not a series over ${of('time', 'date').join(', ')}`);
    if (of('number').length !== 1)
      problems.push(`an alert compares exactly one number, not ${of('number').join(', ') || 'none'}`);
    if (of('bool', 'other').length > 0)
      problems.push(`neither the number nor a label: ${of('bool', 'other').join(', ')}`);
  }
  return problems;
}
