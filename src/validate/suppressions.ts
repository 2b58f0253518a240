import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { suppressionValid } from './rules/suppression-valid.ts';

/** A wish to keep findings quiet, and why. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Last day on which it holds, `2026-12-31`; for ever when absent. */
  readonly until?: string;
  /** Whether it is about this finding. */
  readonly covers: (diagnostic: Diagnostic) => boolean;
  /** Where it stands, for what is wrong with the suppression itself. */
  readonly at: NonNullable<Diagnostic['at']>;
}

/** Findings that are left, and how many are not. */
export interface Suppressed {
  readonly found: readonly Diagnostic[];
  readonly suppressed: number;
}

/**
 * Takes out what is suppressed on the day `today` (`2026-11-24`); a suppression that is not right or has nothing to do
 * is a finding.
 */
export function suppress(
  found: readonly Diagnostic[],
  suppressions: readonly Suppression[],
  today: string,
  knownRules: ReadonlySet<string>,
): Suppressed {
  const used = new Set<Suppression>();
  const left = found.filter((diagnostic) => {
    const match = suppressions.find((one) => holds(one, today) && one.rule === diagnostic.id && one.covers(diagnostic));
    if (match) used.add(match);
    return !match;
  });
  const problems = suppressions.flatMap((one) => problemOf(one, today, knownRules, used.has(one)));
  return { found: [...left, ...problems], suppressed: found.length - left.length };
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
    return problem('error', `There is no rule ${rule} to suppress.`, '`pf-grafana rules` lists them.');
  if (reason.trim() === '')
    return problem(
      'error',
      `The suppression of ${rule} gives no reason, so it does not count.`,
      'Write why, behind two dashes.',
    );
  if (until !== undefined && today > until)
    return problem(
      'warning',
      `The suppression of ${rule} ended on ${until}.`,
      'Mend the finding, or renew the date with its reason.',
    );
  return isUsed
    ? []
    : problem('warning', `The suppression of ${rule} has nothing to do: the finding is gone.`, 'Remove it.');
}
