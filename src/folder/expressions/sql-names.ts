/** The names in an SQL statement: enough to find names that do not exist, never enough to reject a query that runs. */
export interface SqlNames {
  /** Tables and views, without the names that the statement defines itself. */
  readonly tables: readonly SqlTable[];
  readonly columns: readonly SqlColumn[];
  /** Names that the statement defines: aliases, CTEs and their columns, parameters of functions. */
  readonly given: ReadonlySet<string>;
  /** Tables by the alias or the name that qualifies their columns. */
  readonly qualifiers: ReadonlyMap<string, string>;
  /** True when the columns of a source are not known, as for most table functions. */
  readonly isOpen: boolean;
  /** Columns that are compared with a string. */
  readonly comparisons: readonly SqlComparison[];
}
export interface SqlTable {
  readonly name: string;
  readonly schema: string | undefined;
  readonly from: number;
  readonly to: number;
}
export interface SqlColumn {
  readonly name: string;
  readonly qualifier: string | undefined;
  readonly from: number;
  readonly to: number;
}
export interface SqlComparison {
  readonly column: SqlColumn;
  readonly value: string;
}

/** Converts an engine's offsets, which count characters or bytes of UTF-8, to those of a JavaScript string. */
export function offsets(text: string, unit: 'byte' | 'character'): (offset: number) => number {
  if (/^\p{ASCII}*$/u.test(text)) return (offset) => offset;
  const starts: number[] = [];
  let index = 0;
  for (const character of text) {
    const count = unit === 'byte' ? new TextEncoder().encode(character).length : 1;
    for (let part = 0; part < count; part += 1) starts.push(index);
    index += character.length;
  }
  return (offset) => starts[offset] ?? text.length;
}
