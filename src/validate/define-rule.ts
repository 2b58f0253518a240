import type { Rule } from './rule.ts';

/** Types a rule of a team's own and returns it, for `validate.rules` of the configuration. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
