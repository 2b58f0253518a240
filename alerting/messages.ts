/** The value of a label of the alert's series, in a summary or description. */
export function label(name: string): string {
  return `{{ $labels.${name} }}`;
}

/** A number of the rule, printed with `printf`: `value('%.1f')`. B is the reduced value of its query. */
export function value(format: string, refId = 'B'): string {
  return `{{ printf "${format}" $values.${refId}.Value }}`;
}

/** That number as a percentage, of a fraction. */
export const SHARE = '{{ humanizePercentage $values.B.Value }}';
/** That number as `1h 2m 3s`, of seconds. */
export const DURATION = '{{ humanizeDuration $values.B.Value }}';
