import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { UserError } from '../diagnostics/errors.ts';
import { systemError } from '../emit/file-errors.ts';
import { prettyDiagnostic } from '../report/pretty.ts';
import { terminalText } from '../report/quote.ts';

/** Whether what is written to a stream may be coloured: on a terminal whose user has not set NO_COLOR. */
export function hasColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'];
}

/** Prints a result to stdout; whatever a field of it was made of, it steers no terminal and no CI runner. */
export function print(text: string): void {
  process.stdout.write(terminalText(text));
}

/** Prints a text to stderr, quoted as a result is. */
export function printNote(text: string): void {
  process.stderr.write(terminalText(text));
}

/** The user's words for what the machine refused: no room, no rights; undefined for any other error. */
export function refused(error: unknown): UserError | undefined {
  return error instanceof Error ? systemError(error) : undefined;
}

/** Prints findings to stderr, as people read them. */
export function printToStderr(diagnostics: readonly Diagnostic[]): void {
  const text = diagnostics.map((diagnostic) => prettyDiagnostic(diagnostic, hasColor(process.stderr))).join('');
  process.stderr.write(terminalText(text));
}
