// This folder has what every other may import: the shape of a finding, the errors for users, the nearest known word,
// and the caller's position from a stack. It imports nothing else of ours.

/**
 * How serious a finding is. Error: Grafana refuses, drops or cannot run it. Warning: it runs, but was probably not
 * intended. Note: style, and what could not be checked.
 */
export type Severity = 'error' | 'warning' | 'note';

/** One finding: what is wrong, where, why it matters, and the edit that fixes it. */
export interface Diagnostic {
  readonly severity: Severity;
  /** `scope/what`, stable: a program may filter by it. */
  readonly id: string;
  readonly message: string;
  readonly hint?: string;
  readonly at?: Position;
  /** JSON pointer of the value inside the file, `/groups/0/rules/2/for`; unlike a line, it survives reformatting. */
  readonly pointer?: string;
  /** The TypeScript definition of the object, if known. */
  readonly definedAt?: Position;
}

/** A place in a file, lines and columns from 1. */
export interface Position {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Column after the last character, on the same line. */
  readonly endColumn?: number;
  /** The text of the line, for a caret below it. */
  readonly excerpt?: string;
}
