/** A team's own rule in the configuration: `defineRule` makes one, and only the validator looks inside. */
export interface TeamRule {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly description: string;
  readonly why: string;
  readonly bad: string;
  readonly good: string;
}
