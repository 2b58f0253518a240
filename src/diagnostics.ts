/** One finding: what is wrong, where, why it matters, and the edit that mends it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** `scope/what`, stable: a program may filter by it. */
  readonly id: string;
  readonly message: string;
  readonly hint?: string;
  readonly at?: Position;
}

/** A place in a file, lines and columns from 1. */
export interface Position {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}
