import type { Path } from '../../folder/source/source.ts';

/** A schema problem at one place. */
export interface SchemaProblem {
  readonly kind: ProblemKind;
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly severity: 'error' | 'warning';
  /** The rest of a sentence that begins with an object's label; gets the name of the place below that object. */
  readonly say: (name: string) => string;
  readonly hint: string;
  /** Whether an unknown key differs from a known one only in case. */
  readonly sameLetters?: boolean;
  /** Whether releases later than the described one read the key. */
  readonly isOfNewer?: boolean;
  /** The path belongs to the file as written, not to the dashboard's classic format. */
  readonly isWritten?: true;
}
export type ProblemKind = 'unknown-key' | 'type' | 'required' | 'value' | 'version';
