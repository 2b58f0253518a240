import type { Diagnostic } from './diagnostics.ts';

/** Something the user can fix: printed without a stack, exit code 2. */
export class UserError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = Array.isArray(diagnostics) ? (diagnostics as readonly Diagnostic[]) : [diagnostics as Diagnostic];
    super(list.map((diagnostic) => diagnostic.message).join('\n'));
    this.name = 'UserError';
    this.diagnostics = list;
  }
}

/** Findings of a check, with the exit code for findings; without diagnostics if they are already printed to stdout. */
export class FindingsError extends UserError {
  constructor(diagnostics: readonly Diagnostic[] = []) {
    super(diagnostics);
    this.name = 'FindingsError';
  }
}
