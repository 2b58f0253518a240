/** A team's own rule in the configuration, made with `defineRule`; only the validator reads its contents. */
export interface TeamRule {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly description: string;
  readonly why: string;
  readonly bad: string;
  readonly good: string;
}
