/** A rule of a team's own as the configuration holds it: `defineRule` makes one, and only the validator looks inside. */
export interface TeamRule {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly description: string;
  readonly why: string;
  readonly bad: string;
  readonly good: string;
}
