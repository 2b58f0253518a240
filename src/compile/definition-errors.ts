import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { stackPosition } from '../diagnostics/stack-position.ts';

/**
 * The source position of a definition, from the stack that `define…` captured; empty when the stack names no source
 * file.
 */
export function definitionPosition(stack: string): { at?: Position } {
  const at = stackPosition(stack);
  return at ? { at } : {};
}

/** Sets the position of each finding to the line of the definition. */
export function placed(problems: readonly Diagnostic[], definition: { readonly definedAt: string }): Diagnostic[] {
  return problems.map((problem) => ({ ...problem, ...definitionPosition(definition.definedAt) }));
}

/** An error thrown by a definition, as a diagnostic at the line of the definition. */
export function errorDiagnostic(
  thrown: unknown,
  definition: { readonly kind: string; readonly definedAt: string },
): Diagnostic {
  if (thrown instanceof UserError && thrown.diagnostics[0]) return thrown.diagnostics[0];
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const at = stackPosition((thrown instanceof Error && thrown.stack) || '') ?? stackPosition(definition.definedAt);
  return {
    severity: 'error',
    id: 'definition/threw',
    message: `A ${definition.kind} definition threw: ${message}`,
    hint: 'Nothing was written. Fix the definition and build again.',
    ...(at ? { at } : {}),
  };
}
