import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { UserError } from '../diagnostics/errors.ts';
import { systemError } from '../emit/file-errors.ts';
import { prettyDiagnostic } from '../report/pretty.ts';
import { secretValues, stars, withoutSecrets } from '../grafana/secret-texts.ts';
import { terminalText } from '../report/quote.ts';
import { clearProgress } from './progress.ts';

/**
 * Whether output to a stream may be coloured: on a terminal without NO_COLOR, and wherever FORCE_COLOR is set, as in a
 * CI whose log shows colours.
 */
export function hasColor(
  { isTTY }: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  return isTTY === true && !environment['NO_COLOR'];
}

/** Prints a result to stdout, without anything that could control a terminal or a CI runner. */
export function print(text: string): void {
  process.stdout.write(shown(text));
}

/** Prints a text to stderr, with the same protection. */
export function printNote(text: string): void {
  process.stderr.write(shown(text));
}

/**
 * A UserError for an error of the machine, such as a full disk or a missing permission; undefined for any other error.
 */
export function refused(error: unknown): UserError | undefined {
  return error instanceof Error ? systemError(error) : undefined;
}

/** Prints findings to stderr in the pretty format. */
export function printToStderr(diagnostics: readonly Diagnostic[]): void {
  const text = diagnostics.map((diagnostic) => prettyDiagnostic(diagnostic, hasColor(process.stderr))).join('');
  process.stderr.write(shown(text));
}

/**
 * The final filter for all output: removes what could control a terminal, and secrets, recognised by their form or as
 * the value of an environment variable, which an error of the user's own code may quote.
 */
function shown(text: string): string {
  clearProgress();
  const values = secretValues(Object.entries(process.env)).flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
  ]);
  return terminalText(withoutSecrets(values.reduce((result, value) => result.replaceAll(value, stars), text)));
}
