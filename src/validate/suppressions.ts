import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { suppressionValid } from './rules/suppression-valid.ts';

/** A suppression of findings, with its reason. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Last day on which it applies, `2026-12-31`; forever if absent. */
  readonly until?: string;
  /** Whether it applies to a finding. */
  readonly covers: (diagnostic: Diagnostic) => boolean;
  /** Its place, for problems with the suppression itself. */
  readonly at: NonNullable<Diagnostic['at']>;
}

/** The findings that are left, the number that are not, and the suppressions that were used. */
export interface Suppressed {
  readonly found: readonly Diagnostic[];
  readonly suppressed: number;
  readonly used: ReadonlySet<Suppression>;
}

/** Removes the findings that are suppressed on the day `today` (`2026-11-24`). */
export function suppress(
  found: readonly Diagnostic[],
  suppressions: readonly Suppression[],
  today: string,
): Suppressed {
  const used = new Set<Suppression>();
  const left = found.filter((diagnostic) => {
    const match = suppressions.find(
      (suppression) =>
        holds(suppression, today) && suppression.rule === diagnostic.id && suppression.covers(diagnostic),
    );
    if (match) used.add(match);
    return !match;
  });
  return { found: left, suppressed: found.length - left.length, used };
}

/** Problems with suppressions: an unknown rule, a missing reason, an expired date, or no matching finding. */
export function suppressionProblems(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  today: string,
  knownRules: ReadonlySet<string>,
): Diagnostic[] {
  return suppressions.flatMap((suppression) => problemOf(suppression, today, knownRules, used.has(suppression)));
}

function holds({ reason, until }: Suppression, today: string): boolean {
  return reason.trim() !== '' && (until === undefined || today <= until);
}

function problemOf(
  { rule, reason, until, at }: Suppression,
  today: string,
  knownRules: ReadonlySet<string>,
  isUsed: boolean,
): Diagnostic[] {
  const problem = (severity: Diagnostic['severity'], message: string, hint: string): Diagnostic[] => [
    { severity, id: suppressionValid.id, message, hint, at },
  ];
  if (!knownRules.has(rule))
    return problem('error', `Unknown rule ${JSON.stringify(rule)} in a suppression.`, '`pf-grafana rules` lists them.');
  if (reason.trim() === '')
    return problem(
      'error',
      `The suppression of ${rule} gives no reason, so it has no effect.`,
      'Write the reason after two dashes.',
    );
  if (until !== undefined && today > until)
    return problem(
      'warning',
      `The suppression of ${rule} ended on ${until}.`,
      'Fix the finding, or set a new date and reason.',
    );
  return isUsed
    ? []
    : problem('warning', `The suppression of ${rule} is no longer needed: the finding is gone.`, 'Remove it.');
}
