import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { UserError } from '../diagnostics/errors.ts';
import { systemError } from '../emit/file-errors.ts';
import { prettyDiagnostic } from '../report/pretty.ts';
import { secretValues, stars, withoutSecrets } from '../grafana/secret-texts.ts';
import { terminalText } from '../report/quote.ts';
import { clearProgress } from './progress.ts';

/**
 * Whether what is written to a stream may be coloured: on a terminal whose user has not set NO_COLOR, and wherever
 * FORCE_COLOR says so, as in a CI whose log shows colours.
 */
export function hasColor(
  { isTTY }: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  return isTTY === true && !environment['NO_COLOR'];
}

/** Prints a result to stdout; whatever a field of it was made of, it steers no terminal and no CI runner. */
export function print(text: string): void {
  process.stdout.write(shown(text));
}

/** Prints a text to stderr, quoted as a result is. */
export function printNote(text: string): void {
  process.stderr.write(shown(text));
}

/** The user's words for what the machine refused: no room, no rights; undefined for any other error. */
export function refused(error: unknown): UserError | undefined {
  return error instanceof Error ? systemError(error) : undefined;
}

/** Prints findings to stderr, as people read them. */
export function printToStderr(diagnostics: readonly Diagnostic[]): void {
  const text = diagnostics.map((diagnostic) => prettyDiagnostic(diagnostic, hasColor(process.stderr))).join('');
  process.stderr.write(shown(text));
}

/**
 * The last look at all that goes out: nothing in it steers a terminal, and no secret is in it, by its look or as the
 * value of a variable here, which an error of the user's own code may quote.
 */
function shown(text: string): string {
  clearProgress();
  const values = secretValues(Object.entries(process.env)).flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
  ]);
  return terminalText(withoutSecrets(values.reduce((result, value) => result.replaceAll(value, stars), text)));
}
