import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { stackPosition } from '../diagnostics/stack-position.ts';

/** The place a definition was written at, from the stack that `define…` took; nothing when the stack has no source. */
export function definitionPosition(stack: string): { at?: Position } {
  const at = stackPosition(stack);
  return at ? { at } : {};
}

/** An error that a definition threw, as a diagnostic at its line. */
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
