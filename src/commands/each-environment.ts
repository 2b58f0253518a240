import { inEnvironment, type ResolvedConfig } from '../config/resolved.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { FindingsError, UserError } from '../diagnostics/errors.ts';

/** Does the work for each environment in turn; throws one UserError with the problems of all. */
export async function inEachEnvironment<Result>(
  environments: readonly ResolvedConfig[],
  work: (resolved: ResolvedConfig) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const problems: Diagnostic[] = [];
  let couldNotRun = false;
  for (const resolved of environments) {
    try {
      results.push(await work(resolved));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      couldNotRun ||= !(error instanceof FindingsError);
      problems.push(...inEnvironment(resolved.environment, error.diagnostics));
    }
  }
  if (problems.length > 0) throw couldNotRun ? new UserError(problems) : new FindingsError(problems);
  return results;
}

/** The JSON for several environments, by name, or for the only one as it is. */
export function byEnvironment<Result extends object>(
  results: readonly { readonly environment?: string; readonly result: Result }[],
): object {
  const [only] = results;
  return results.length === 1 && only
    ? only.result
    : Object.fromEntries(results.map(({ environment = '', result }) => [environment, result]));
}
