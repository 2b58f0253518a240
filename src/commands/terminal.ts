import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { prettyDiagnostic } from '../report/pretty.ts';

/** Whether what is written to a stream may be coloured: on a terminal whose user has not set NO_COLOR. */
export function hasColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'];
}

/** Prints findings to stderr, as people read them. */
export function printToStderr(diagnostics: readonly Diagnostic[]): void {
  process.stderr.write(
    diagnostics.map((diagnostic) => prettyDiagnostic(diagnostic, hasColor(process.stderr))).join(''),
  );
}
