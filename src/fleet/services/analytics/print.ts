/** Formats in which rows can be printed. */
export const formats = ['table', 'csv', 'json'] as const;
export type Format = (typeof formats)[number];

type Row = Readonly<Record<string, unknown>>;

/** Returns rows as a table, CSV (RFC 4180) or JSON. Columns have the order of the first row. */
export function printed(rows: readonly Row[], format: Format): string {
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`;
  const columns = Object.keys(rows[0] ?? {});
  if (format === 'csv')
    return columns.length === 0
      ? ''
      : [columns, ...rows.map((row) => columns.map((column) => row[column]))]
          .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
          .join('');
  return rows.length === 0 ? 'There are no rows in this time range.\n' : table(columns, rows);
}

/** Quotes a value where CSV requires it, and keeps a spreadsheet from running text as a formula. */
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return typeof value === 'object' ? csvCell(JSON.stringify(value)) : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function table(columns: readonly string[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => tableCell(row[column])));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const isNumber = columns.map((column) =>
    rows.every((row) => row[column] === null || typeof row[column] === 'number'),
  );
  const line = (texts: readonly string[]): string =>
    `${texts
      .map((text, index) => (isNumber[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd()}\n`;
  return [columns, ...cells].map(line).join('');
}

function tableCell(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4);
  // A terminal would interpret control characters.
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\p{Cc}/gu, '?');
}
