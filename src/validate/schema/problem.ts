import type { Path } from '../../folder/source/source.ts';

/** What is wrong at one place, by a schema. */
export interface SchemaProblem {
  readonly kind: ProblemKind;
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly severity: 'error' | 'warning';
  /** The rest of a sentence that begins with an object; it is given the name of the place below that object. */
  readonly say: (name: string) => string;
  readonly hint: string;
  /** An unknown key that differs from a known one by its case only. */
  readonly sameLetters?: boolean;
  /** A key that later releases than the one the schema describes do read. */
  readonly isOfNewer?: boolean;
  /** The path is one of the file as it is written, not of the dashboard's classic form. */
  readonly isWritten?: true;
}
export type ProblemKind = 'unknown-key' | 'type' | 'required' | 'value' | 'version';
