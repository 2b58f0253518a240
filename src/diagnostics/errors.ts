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

/** What a gate found, so that the exit code is that of findings; without diagnostics where stdout has them already. */
export class FindingsError extends UserError {
  constructor(diagnostics: readonly Diagnostic[] = []) {
    super(diagnostics);
    this.name = 'FindingsError';
  }
}
