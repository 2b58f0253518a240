/** The value of a label of the alert's series, in a summary or description. */
export function label(name: string): string {
  return `{{ $labels.${name} }}`;
}

/** A value of the rule, formatted with `printf`: `value('%.1f')`. B is the reduced value of its query. */
export function value(format: string, refId = 'B'): string {
  return `{{ printf "${format}" $values.${refId}.Value }}`;
}

/** The value of B, a fraction, as a percentage. */
export const SHARE = '{{ humanizePercentage $values.B.Value }}';
/** The value of B, in seconds, as `1h 2m 3s`. */
export const DURATION = '{{ humanizeDuration $values.B.Value }}';
