import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Diagnostic, type Position } from '../diagnostics.ts';
import { UserError } from '../errors.ts';

/** Frames of ours that stand between a definition and the error's place. */
const OURS = /\/(src\/define\.ts|node_modules\/|node:internal)|^node:/;

/** The place a definition was written at, from the stack that `define…` took; nothing when the stack has no source. */
export function definitionPosition(stack: string): { at?: Position } {
  const at = firstPosition(stack);
  return at ? { at } : {};
}

/** An error that a definition threw, as a diagnostic at its line. */
export function errorDiagnostic(thrown: unknown, definition: { readonly kind: string; readonly definedAt: string }): Diagnostic {
  if (thrown instanceof UserError && thrown.diagnostics[0]) return thrown.diagnostics[0];
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const at = firstPosition((thrown instanceof Error && thrown.stack) || '') ?? firstPosition(definition.definedAt);
  return { severity: 'error', id: 'definition/threw', message: `A ${definition.kind} definition threw: ${message}`, hint: 'Nothing was written. Mend the definition and build again.', ...(at ? { at } : {}) };
}

function firstPosition(stack: string): Position | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, location, row, column] = /\(?((?:file:\/\/)?[^\s()]+):(\d+):(\d+)\)?$/.exec(line.trim()) ?? [];
    if (!location || OURS.test(location)) continue;
    const path = location.startsWith('file://') ? fileURLToPath(location) : location;
    return { file: relative(process.cwd(), path), line: Number(row), column: Number(column) };
  }
  return undefined;
}
