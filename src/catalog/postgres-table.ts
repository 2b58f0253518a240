/** The column types in use; a wider list would accept misspelt ones. */
export type PostgresType =
  | 'text'
  | 'text[]'
  | 'uuid'
  | 'date'
  | 'timestamptz'
  | 'integer'
  | 'bigint'
  | `numeric(${number},${number})`;

/** One column; `NOT NULL` unless `null` is set. Expressions are SQL text. */
export interface PostgresColumn {
  readonly type: PostgresType;
  readonly null?: true;
  /** One sentence: what the value is, with its unit. */
  readonly help: string;
  readonly default?: string;
  /** The only values the column takes; becomes a CHECK. */
  readonly oneOf?: readonly string[];
  readonly check?: string;
  /** Expression that PostgreSQL computes and stores. */
  readonly generated?: string;
  /** Numbered by PostgreSQL; a writer cannot set it. */
  readonly identity?: true;
  /** The table whose primary key the value refers to. */
  readonly references?: string;
}

/** One index; columns may carry a direction, such as `ts DESC`. */
export interface PostgresIndex {
  readonly columns: readonly string[];
  /** Columns stored with the key, so that a query needs only the index. */
  readonly include?: readonly string[];
  readonly using?: 'brin';
  /** No two rows may share the columns. */
  readonly unique?: true;
  readonly where?: string;
}

/** One table. Keys of `checks` and `indexes` are the names of constraint and index in the database. */
export interface PostgresTable {
  readonly help: string;
  readonly columns: Readonly<Record<string, PostgresColumn>>;
  readonly primaryKey: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly checks?: Readonly<Record<string, string>>;
  readonly indexes?: Readonly<Record<string, PostgresIndex>>;
}
